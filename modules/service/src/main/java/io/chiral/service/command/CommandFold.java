package io.chiral.service.command;

import io.chiral.messages.state.Rejection.Code;
import java.time.Instant;
import java.util.ArrayList;
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
    State next = state;
    List<Turn> turns = new ArrayList<>();
    for (Input input : inputs) {
      Turn turn = turn(next, input, now);
      turns.add(turn);
      next = turn.state();
    }
    Turn dispatch = new Turn(next, now);
    if (inputs.isEmpty()) {
      dispatch.stopUnwanted();
    }
    dispatcher.dispatch(dispatch, workers);
    turns.add(dispatch);
    return new Step(dispatch.state(), Effects.of(turns));
  }

  private Turn turn(State state, Input input, Instant now) {
    Turn turn = new Turn(state, now);
    if (input instanceof Input.Commanded commanded) {
      return obey(turn, state, commanded);
    } else if (input instanceof Input.Refused refused) {
      turn.reject(refused.origin(), refused.violation());
    } else if (input instanceof Input.Ended ended) {
      outcomes.apply(turn, ended.outcome());
    } else if (input instanceof Input.Unreadable unreadable) {
      turn.reject(unreadable.origin(), unreadable.violation());
      outcomes.unreadable(turn, unreadable.run(), unreadable.reason());
    }
    return turn;
  }

  /**
   * A command comes from strangers: one that trips a defect of ours is answered too, and changes
   * nothing. It would else be read again after every restart, for ever.
   */
  private Turn obey(Turn turn, State before, Input.Commanded commanded) {
    try {
      commands.apply(turn, commanded);
      return turn;
    } catch (RuntimeException e) {
      Turn refusal = new Turn(before, turn.now());
      refusal.reject(
          commanded.origin(),
          new Violation(Code.IMPOSSIBLE, null, "could not be done, by a fault of ours: " + e));
      return refusal;
    }
  }

  /** What came of a turn. */
  record Step(State state, Effects effects) {}
}
