package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.FReg;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.XReg;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Compiles functions of loops over scalars: parameters are buffers of rank 1 and scalars, accesses
/// are proved to lie inside, nothing is returned.
///
/// ```java
/// Routine routine = LoopCompiler.compile(function, null);
/// ```
///
/// Arguments are passed as `ilp32d` has them: addresses and `i32` in `a0` … and then on the stack,
/// floats in `fa0` …. Streams are off, and the rounding mode is to nearest.
public final class LoopCompiler {
  /// Bytes of the stack that a caller gives.
  static final int STACK = 8 << 10;

  private static final int REGISTERS = 8;

  private final Function function;
  private final Draft draft = new Draft();
  private final Label end = new Label();

  /// What the caller has put on the stack.
  private int stackedBytes;

  private LoopCompiler(Function function) {
    this.function = function;
  }

  /// The code of a function.
  ///
  /// @param name of the routine; null for the function's
  /// @throws Unsupported where it has something that there is no code for
  public static Routine compile(Function function, @Nullable String name) throws Unsupported {
    return new LoopCompiler(function).routine(name == null ? function.symbol() : name);
  }

  private Routine routine(String name) throws Unsupported {
    boolean isAlternative = Formats.isAlternative(function);
    List<Held> places = arguments();
    Values values = new Values(draft, new SlotUses(function));
    for (int i = 0; i < places.size(); i++) {
      values.put(function.params().get(i), places.get(i));
    }
    Selection selection = new Selection(values, end);
    selection.body(function.body());
    List<Line> called = selection.calls().lines();
    Allocation allocation = LinearScan.allocate(draft, new Pool(!called.isEmpty()));
    Frame frame = Emission.frame(allocation, selection.arrays());
    if (!frame.isInReach() || frame.bytes() + stackedBytes > STACK) {
      throw new Unsupported(function.span(), "more values and arrays than the stack has room for");
    }
    List<Instruction> instructions = Emission.emit(allocation, frame, isAlternative, end, called);
    return new Routine(name, instructions, Estimate.of(allocation.lines()), frame.bytes());
  }

  /// Where arguments arrive: those in registers before those on the stack, whose registers may be
  /// others'.
  private List<Held> arguments() throws Unsupported {
    List<Held> places = new ArrayList<>();
    List<Line> stacked = new ArrayList<>();
    int integers = 0;
    int floats = 0;
    for (Value param : function.params()) {
      boolean isFloat = Precision.of(param.type()) != null;
      if (!isFloat && !isWord(param.type())) {
        throw new Unsupported(function.span(), "a parameter of type " + param.type());
      }
      Arg.Virtual register = draft.fresh(isFloat ? Bank.FLOAT : Bank.INTEGER);
      places.add(new Held.One(register));
      if (isFloat && floats == REGISTERS) {
        throw new Unsupported(function.span(), "more than 8 floats are passed");
      } else if (isFloat) {
        Arg.Fixed from = Arg.f(FReg.of(FReg.FA0.number() + floats++));
        draft.add(new Line.Arrival(register, from));
      } else if (integers < REGISTERS) {
        Arg.Fixed from = Arg.x(XReg.of(XReg.A0.number() + integers++));
        draft.add(new Line.Arrival(register, from));
      } else {
        stacked.add(new Line.Incoming(register, integers++ - REGISTERS));
      }
    }
    stacked.forEach(draft::add);
    stackedBytes = stacked.size() * Integer.BYTES;
    return places;
  }

  private static boolean isWord(Type type) {
    return type == Scalar.I32 || type instanceof BufferType;
  }
}
