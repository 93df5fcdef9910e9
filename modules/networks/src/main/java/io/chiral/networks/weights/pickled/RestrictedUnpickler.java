package io.chiral.networks.weights.pickled;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle into texts, numbers, lists (tuples too), dictionaries, {@link StorageRef}s and
 * {@link TensorRef}s.
 *
 * <p>Of the library only the decoding of numbers, texts and tuples and the memo are used. What
 * names classes, calls them, sets their state or refers outside is decided here: opcodes and names
 * are lists of what is allowed (as in PyTorch's own {@code weights_only} reader), everything else
 * is refused. A pickle can't take more memory or time than its length accounts for: lengths are
 * checked before they are allocated, keys are not hashed in depth, and the number of operations is
 * bounded.
 */
final class RestrictedUnpickler extends Unpickler {

  /** A state dict takes some sixty operations a tensor; each makes one small object at most. */
  private static final int MOST_OPERATIONS = 2_000_000;

  private final PickleBytes bytes;
  private final Map<String, StorageRef> storages = new LinkedHashMap<>();
  private int operations;

  private RestrictedUnpickler(PickleBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * What a pickle holds.
   *
   * @param value of the whole
   * @param storages that it refers to, by key
   */
  record Content(@Nullable Object value, Map<String, StorageRef> storages) {}

  /** The value of a pickle that refers to no storages; see {@link #content}. */
  static @Nullable Object value(PickleBytes bytes) throws IOException {
    return content(bytes).value();
  }

  /**
   * The pickle that begins here; afterwards the next begins here.
   *
   * @throws IOException if it is damaged or asks for what is not allowed
   */
  static Content content(PickleBytes bytes) throws IOException {
    RestrictedUnpickler reader = new RestrictedUnpickler(bytes);
    try {
      return new Content(reader.load(bytes), reader.storages);
    } catch (RuntimeException e) {
      // The library shows damage by whatever its stack, casts and conversions throw.
      throw new IOException(
          "its pickle is damaged before byte %d (%s)"
              .formatted(bytes.position(), Global.shortened(String.valueOf(e.getMessage()))),
          e);
    }
  }

  @Override
  protected @Nullable Object dispatch(short opcode) throws IOException {
    count(1);
    switch (opcode) {
      case Opcodes.PROTO,
          Opcodes.FRAME,
          Opcodes.MARK,
          Opcodes.STOP,
          Opcodes.NONE,
          Opcodes.NEWTRUE,
          Opcodes.NEWFALSE,
          Opcodes.BININT,
          Opcodes.BININT1,
          Opcodes.BININT2,
          Opcodes.LONG1,
          Opcodes.BINFLOAT,
          Opcodes.SHORT_BINSTRING,
          Opcodes.SHORT_BINUNICODE,
          Opcodes.EMPTY_LIST,
          Opcodes.BINGET,
          Opcodes.LONG_BINGET,
          Opcodes.BINPUT,
          Opcodes.LONG_BINPUT,
          Opcodes.MEMOIZE -> {
        return super.dispatch(opcode);
      }
      case Opcodes.BINSTRING, Opcodes.BINUNICODE -> {
        if (!bytes.announcesNoMoreThanIsLeft()) {
          throw new IOException(
              "its pickle ends within the text at byte %d".formatted(bytes.position()));
        }
        return super.dispatch(opcode);
      }
      case Opcodes.EMPTY_TUPLE -> stack.add(List.of());
      case Opcodes.TUPLE1 -> tuple(1);
      case Opcodes.TUPLE2 -> tuple(2);
      case Opcodes.TUPLE3 -> tuple(3);
      case Opcodes.TUPLE -> stack.add(stack.pop_all_since_marker());
      case Opcodes.APPEND -> append(stack.pop());
      case Opcodes.APPENDS -> append(stack.pop_all_since_marker().toArray());
      case Opcodes.EMPTY_DICT -> stack.add(new LinkedHashMap<>());
      case Opcodes.SETITEM -> put(reversed(stack.pop(), stack.pop()));
      case Opcodes.SETITEMS -> put(stack.pop_all_since_marker());
      case Opcodes.GLOBAL ->
          stack.add(Global.named(PickleUtils.readline(input), PickleUtils.readline(input)));
      case Opcodes.STACK_GLOBAL -> stackGlobal();
      case Opcodes.REDUCE -> reduce();
      case Opcodes.BUILD -> build();
      case Opcodes.BINPERSID -> persistent();
      default ->
          throw new IOException(
              "its pickle has the operation 0x%02x at byte %d, which a state dict does not need; refused"
                  .formatted(opcode & 0xff, bytes.position() - 1));
    }
    return NO_RETURN_VALUE;
  }

  private void count(int more) throws IOException {
    operations += more;
    if (operations > MOST_OPERATIONS) {
      throw new IOException("its pickle takes more than %d operations".formatted(MOST_OPERATIONS));
    }
  }

  private void tuple(int size) {
    @Nullable Object[] values = new Object[size];
    for (int i = size - 1; i >= 0; i--) {
      values[i] = stack.pop();
    }
    stack.add(new ArrayList<>(Arrays.asList(values)));
  }

  private void append(@Nullable Object... values) throws IOException {
    if (!(stack.peek() instanceof ArrayList<?>)) {
      throw new IOException("its pickle appends to " + Values.kind(stack.peek()));
    }
    @SuppressWarnings("unchecked")
    ArrayList<@Nullable Object> list = (ArrayList<@Nullable Object>) stack.peek();
    list.addAll(Arrays.asList(values));
  }

  private static List<@Nullable Object> reversed(@Nullable Object value, @Nullable Object key) {
    return Arrays.asList(key, value);
  }

  private void put(List<@Nullable Object> keysAndValues) throws IOException {
    if (!(stack.peek() instanceof Map<?, ?>) || keysAndValues.size() % 2 != 0) {
      throw new IOException("its pickle sets items of " + Values.kind(stack.peek()));
    }
    @SuppressWarnings("unchecked")
    Map<Object, @Nullable Object> map = (Map<Object, @Nullable Object>) stack.peek();
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put(Values.key(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  private void stackGlobal() throws IOException {
    String name = Values.text(stack.pop(), "the name of a class");
    stack.add(Global.named(Values.text(stack.pop(), "the module of a class"), name));
  }

  private void reduce() throws IOException {
    Object arguments = stack.pop();
    Object called = stack.pop();
    if (!(called instanceof Global global) || !(arguments instanceof List<?> list)) {
      throw new IOException("its pickle calls %s; refused".formatted(Values.kind(called)));
    }
    // One list may be the argument of many calls, so each is counted by its length.
    count(list.size() + (!list.isEmpty() && list.get(0) instanceof List<?> in ? in.size() : 0));
    stack.add(global.call(new ArrayList<>(list)));
  }

  private void persistent() throws IOException {
    StorageRef storage = StorageRef.of(stack.pop());
    StorageRef before = storages.putIfAbsent(storage.key(), storage);
    if (before != null && !before.equals(storage)) {
      throw new IOException("its pickle describes storage %s twice".formatted(storage.key()));
    }
    stack.add(storage);
  }

  /** A state dict carries its {@code _metadata} as state of the dictionary; it is dropped. */
  private void build() throws IOException {
    Object state = stack.pop();
    if (!(stack.peek() instanceof Map<?, ?>) || !(state instanceof Map<?, ?>)) {
      throw new IOException(
          "its pickle sets the state of %s; refused".formatted(Values.kind(stack.peek())));
    }
  }
}
