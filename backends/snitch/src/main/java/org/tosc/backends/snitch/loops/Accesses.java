package org.tosc.backends.snitch.loops;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Reads and writes of elements, and arrays of the function's own.
final class Accesses {
  private static final int REACH = 1 << 11;

  private final Values values;
  private final Draft draft;

  /// Addresses that are in registers where the lines are that are written now.
  private Map<Place, Arg> addresses = new HashMap<>();

  private final Pointers pointers;
  private int arrays;

  /// An element of a buffer, but for a number that is added to its position; without a buffer its
  /// distance from the first, with the bytes of an element.
  private record Place(@Nullable Value buffer, Value position, int bytes) {}

  Accesses(Values values) {
    this.values = values;
    this.draft = values.draft;
    this.pointers = new Pointers(values);
  }

  Pointers pointers() {
    return pointers;
  }

  /// Bytes of all arrays.
  int arrays() {
    return arrays;
  }

  /// What is known inside a region is not known behind it.
  Map<?, ?> enter() {
    Map<Place, Arg> before = addresses;
    addresses = new HashMap<>(before);
    return before;
  }

  @SuppressWarnings("unchecked")
  void leave(Map<?, ?> before) {
    addresses = (Map<Place, Arg>) before;
  }

  /// @throws Unsupported where a buffer is none that this has code for
  static BufferType buffer(Operation o, Value value) throws Unsupported {
    BufferType type = (BufferType) value.type();
    boolean isSupported = type.rank() == 1 && type.layout() == Layout.ROW;
    if (!isSupported || (load(type.element()) == null && type.element() != Scalar.I64)) {
      throw new Unsupported(o.span(), "accesses to " + type);
    }
    return type;
  }

  private static @Nullable Opcode load(Scalar element) {
    Precision precision = Precision.of(element);
    return precision != null
        ? precision.load
        : element == Scalar.I32
            ? Base.LW
            : element == Scalar.I8
                ? Base.LB
                : element == Scalar.U8
                    ? Base.LBU
                    : element == Scalar.I16 ? Base.LH : element == Scalar.U16 ? Base.LHU : null;
  }

  private static Opcode store(Scalar element) {
    Precision precision = Precision.of(element);
    return precision != null
        ? precision.store
        : element == Scalar.I32
            ? Base.SW
            : element == Scalar.I8 || element == Scalar.U8 ? Base.SB : Base.SH;
  }

  void load(Operation o) throws Unsupported {
    Scalar element = buffer(o, o.operand(0)).element();
    Pointers.Address address = address(o, element);
    Opcode opcode = load(element);
    if (opcode != null) {
      draft.emit(opcode, values.result(o), Arg.number(address.displacement()), address.base());
      return;
    }
    Arg low = draft.whole(Base.LW, Arg.number(address.displacement()), address.base());
    int above = address.displacement() + Integer.BYTES;
    Arg high = draft.whole(Base.LW, Arg.number(above), address.base());
    values.put(o.result(), new Held.Two(low, high));
  }

  void store(Operation o) throws Unsupported {
    Scalar element = buffer(o, o.operand(0)).element();
    Pointers.Address address = address(o, element);
    Arg displacement = Arg.number(address.displacement());
    if (element == Scalar.I64) {
      Held.Two value = values.pair(o.operand(1));
      draft.emit(Base.SW, value.low(), displacement, address.base());
      Arg above = Arg.number(address.displacement() + Integer.BYTES);
      draft.emit(Base.SW, value.high(), above, address.base());
    } else {
      draft.emit(store(element), values.register(o.operand(1)), displacement, address.base());
    }
  }

  private Pointers.Address address(Operation o, Scalar element) throws Unsupported {
    if (!o.attributes().string("bounds", "checked").equals("proved")) {
      throw new Unsupported(o.span(), "an access that may lie outside of its buffer");
    }
    Pointers.Address moved = pointers.of(o);
    if (moved != null) {
      return moved;
    }
    int bytes = (int) element.bits() / Byte.SIZE;
    Value buffer = o.operand(0);
    Value position = o.operands().getLast();
    Long known = values.known(position);
    if (known != null) {
      return near(values.register(buffer), known * bytes);
    }
    Operation sum = values.uses.definition(position);
    if (sum != null && sum.op() == CoreOp.WRAPPING_ADD && position.type() == Scalar.I32) {
      for (int i = 0; i < 2; i++) {
        Long more = values.known(sum.operand(i));
        if (more != null && isInReach(more * bytes)) {
          return new Pointers.Address(
              based(buffer, sum.operand(1 - i), bytes), (int) (more * bytes));
        }
      }
    }
    return new Pointers.Address(based(buffer, position, bytes), 0);
  }

  /// Whether a displacement reaches both words of an element.
  private static boolean isInReach(long displacement) {
    return displacement >= -REACH && displacement + Integer.BYTES < REACH;
  }

  private Pointers.Address near(Arg base, long displacement) {
    if (isInReach(displacement)) {
      return new Pointers.Address(base, (int) displacement);
    }
    Arg far = values.constants.whole((int) displacement);
    return new Pointers.Address(draft.whole(Base.ADD, base, far), 0);
  }

  private Arg based(Value buffer, Value position, int bytes) {
    Place place = new Place(buffer, position, bytes);
    Arg known = addresses.get(place);
    if (known == null) {
      known = draft.whole(Base.ADD, values.register(buffer), scaled(position, bytes));
      addresses.put(place, known);
    }
    return known;
  }

  private Arg scaled(Value position, int bytes) {
    Arg index = values.register(position);
    if (bytes == 1) {
      return index;
    }
    Place place = new Place(null, position, bytes);
    Arg known = addresses.get(place);
    if (known == null) {
      int shift = Integer.numberOfTrailingZeros(bytes);
      known = draft.whole(Base.SLLI, index, Arg.number(shift));
      addresses.put(place, known);
    }
    return known;
  }

  /// An array of the frame, which is filled with zeros.
  void alloc(Operation o) throws Unsupported {
    BufferType type = buffer(o, o.result());
    if (!(type.shape().getFirst() instanceof Dim.Known(long extent, _))) {
      throw new Unsupported(o.span(), "an array whose size is known at run time");
    }
    long bytes = (extent * (long) type.element().bits() / Byte.SIZE + 7) & -Long.BYTES;
    if (bytes + arrays > LoopCompiler.STACK) {
      throw new Unsupported(o.span(), "arrays that the stack has no room for");
    }
    Arg.Virtual first = draft.fresh(Bank.INTEGER);
    draft.add(new Line.ArrayAddress(first, arrays));
    values.put(o.result(), new Held.One(first));
    arrays += (int) bytes;
    if (bytes > 0) {
      fill(first, (int) bytes);
    }
  }

  private void fill(Arg first, int bytes) {
    Arg.Virtual at = draft.fresh(Bank.INTEGER);
    Arg.Virtual end = draft.fresh(Bank.INTEGER);
    Label again = new Label();
    draft.copy(at, first);
    draft.add(new Line.Whole(end, bytes));
    draft.emit(Base.ADD, end, end, first);
    draft.add(new Line.LoopStart(bytes / Long.BYTES));
    draft.mark(again);
    draft.emit(Base.SW, Arg.ZERO, Arg.number(0), at);
    draft.emit(Base.SW, Arg.ZERO, Arg.number(Integer.BYTES), at);
    draft.emit(Base.ADDI, at, at, Arg.number(Long.BYTES));
    draft.branch(Base.BNE, at, end, again);
    draft.add(new Line.LoopEnd());
  }
}
