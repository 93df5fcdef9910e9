package io.chiral.service.command;

import java.time.Instant;
import java.util.List;

/**
 * The one place where it is decided what is done: <em>(state, inputs, live workers, time) → (state,
 * effects)</em>. Pure: it reads no clock, sends nothing, and remembers nothing.
 */
final class CommandFold {
  private final Commands commands;
  private final Outcomes outcomes;
  private final Dispatcher dispatcher;

  CommandFold(Commands commands, Outcomes outcomes, Dispatcher dispatcher) {
    this.commands = commands;
    this.outcomes = outcomes;
    this.dispatcher = dispatcher;
  }

  /** Takes in all inputs in order, then gives free workers what is due. */
  Step apply(State state, List<Input> inputs, List<WorkerView> workers, Instant now) {
    Turn turn = new Turn(state, now);
    for (Input input : inputs) {
      apply(turn, input);
    }
    dispatcher.dispatch(turn, workers);
    return new Step(turn.state(), turn.effects());
  }

  private void apply(Turn turn, Input input) {
    if (input instanceof Input.Commanded commanded) {
      commands.apply(turn, commanded);
    } else if (input instanceof Input.Refused refused) {
      turn.reject(refused.origin(), refused.violation());
    } else if (input instanceof Input.Ended ended) {
      outcomes.apply(turn, ended.outcome());
    } else if (input instanceof Input.Unreadable unreadable) {
      turn.reject(unreadable.origin(), unreadable.violation());
      outcomes.unreadable(turn, unreadable.run(), unreadable.reason());
    }
  }

  /** What came of a turn. */
  record Step(State state, Effects effects) {}
}
