package org.tosc.backends.mlir.gpu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.mlir.linalg.BodyLoops;
import org.tosc.backends.mlir.scalar.Arithmetic;
import org.tosc.backends.mlir.scalar.Divisors;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// What a body does at one point, on memory.
final class PointWriter {
  private final BodyLoops loops;
  private final Map<Value, MlirValue> memory;
  private final Map<Value, Operation> scalars;

  /// @param memory of each buffer
  /// @param scalars constants that stand outside of nests
  PointWriter(BodyLoops loops, Map<Value, MlirValue> memory, Map<Value, Operation> scalars) {
    this.loops = loops;
    this.memory = memory;
    this.scalars = scalars;
  }

  /// What is written operands hold at a point.
  List<MlirValue> before(BlockWriter out, List<MlirValue> point) throws NoText {
    List<MlirValue> made = new ArrayList<>();
    for (int written : loops.writes()) {
      made.add(load(out, written, point));
    }
    return made;
  }

  void store(BlockWriter out, List<MlirValue> results, List<MlirValue> point) throws NoText {
    for (int i = 0; i < results.size(); i++) {
      int written = loops.writes().get(i);
      List<MlirValue> operands = new ArrayList<>(List.of(results.get(i), buffer(written)));
      operands.addAll(Coordinates.at(out, loops.map(written), point));
      out.emit(MlirOperation.named("memref.store").operands(operands));
    }
  }

  private MlirValue load(BlockWriter out, int operand, List<MlirValue> point) throws NoText {
    List<MlirValue> operands = new ArrayList<>(List.of(buffer(operand)));
    operands.addAll(Coordinates.at(out, loops.map(operand), point));
    return out.emit(
        MlirOperation.named("memref.load").operands(operands),
        operands.getFirst().type().element(),
        operands.getFirst().hint());
  }

  private MlirValue buffer(int operand) throws NoText {
    MlirValue found = memory.get(loops.nest().operands().get(operand));
    if (found == null) {
      throw new NoText(loops.nest().operation().span(), "an operand that is no buffer");
    }
    return found;
  }

  /// What the body yields.
  ///
  /// @param carried what the written operands hold
  List<MlirValue> yielded(BlockWriter out, List<MlirValue> point, List<MlirValue> carried)
      throws NoText {
    Map<Value, MlirValue> known = new HashMap<>();
    for (int i = 0; i < loops.nest().operands().size(); i++) {
      int written = loops.written(i);
      Value parameter = loops.region().params().get(i);
      if (written >= 0) {
        known.put(parameter, carried.get(loops.writes().indexOf(written)));
      } else if (loops.uses(i)) {
        known.put(parameter, read(out, i, point));
      }
    }
    Divisors divisors = new Divisors();
    List<Operation> ops = loops.region().ops();
    for (Operation o : ops.subList(0, ops.size() - 1)) {
      out.at(Types.location(o.span()));
      known.put(o.result(), scalar(out, o, point, known, divisors));
    }
    List<MlirValue> made = new ArrayList<>();
    for (Value value : ops.getLast().operands()) {
      made.add(value(out, value, ops.getLast(), known, divisors));
    }
    return made;
  }

  private MlirValue read(BlockWriter out, int operand, List<MlirValue> point) throws NoText {
    Operation constant = scalars.get(loops.nest().operands().get(operand));
    return constant == null
        ? load(out, operand, point)
        : Arithmetic.write(out, constant, List.of(), "", new Divisors());
  }

  private MlirValue scalar(
      BlockWriter out,
      Operation o,
      List<MlirValue> point,
      Map<Value, MlirValue> known,
      Divisors divisors)
      throws NoText {
    if (o.op() == KernelOp.INDEX) {
      int dim = loops.place(Math.toIntExact(o.attributes().integer("dim")));
      return out.emit(
          MlirOperation.named("arith.index_cast").operands(point.get(dim)),
          IntegerFormat.I64,
          "at");
    }
    List<MlirValue> in = new ArrayList<>();
    for (Value operand : o.operands()) {
      in.add(value(out, operand, o, known, divisors));
    }
    return Arithmetic.write(out, o, in, "", divisors);
  }

  private MlirValue value(
      BlockWriter out, Value value, Operation user, Map<Value, MlirValue> known, Divisors divisors)
      throws NoText {
    MlirValue found = known.get(value);
    if (found != null) {
      return found;
    }
    Operation constant = scalars.get(value);
    if (constant == null) {
      throw new NoText(user.span(), "an operand that is neither a number nor an element");
    }
    return Arithmetic.write(out, constant, List.of(), "", divisors);
  }
}
