package org.tosc.backends.mlir.linalg;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.mlir.scalar.Arithmetic;
import org.tosc.backends.mlir.scalar.Divisors;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.backends.mlir.scalar.Types;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// A body as `linalg.generic`.
final class GenericWriter {
  private final BlockWriter out;
  private final BodyLoops loops;
  private final Divisors divisors;
  private final Map<Value, MlirValue> known;

  /// @param scalars of the kernel that are known outside
  GenericWriter(
      BlockWriter out, BodyLoops loops, Map<Value, MlirValue> scalars, Divisors divisors) {
    this.divisors = divisors;
    this.out = out;
    this.loops = loops;
    this.known = new HashMap<>(scalars);
  }

  /// Writes it.
  ///
  /// @param views of the ins, then of the outs
  /// @return what the outs are then
  List<MlirValue> write(List<MlirValue> ins, List<MlirValue> outs, List<Views> views)
      throws NoText {
    List<AffineMap> maps = new ArrayList<>(views.stream().map(Views::map).toList());
    List<MlirValue> read = new ArrayList<>(ins);
    witness(maps, read);
    List<MlirValue> arguments = new ArrayList<>();
    read.forEach(in -> arguments.add(MlirValue.of(in.type().element(), in.hint())));
    outs.forEach(to -> arguments.add(MlirValue.of(to.type().element(), "acc")));
    for (int i = 0; i < ins.size(); i++) {
      know(loops.reads().get(i), arguments.get(i));
    }
    for (int i = 0; i < loops.nest().operands().size(); i++) {
      int written = loops.written(i);
      if (written >= 0) {
        know(i, arguments.get(read.size() + loops.writes().indexOf(written)));
      }
    }
    MlirOperation.Draft draft =
        MlirOperation.named("linalg.generic")
            .segments(List.of(read, outs))
            .attribute("indexing_maps", MlirAttribute.maps(maps))
            .attribute("iterator_types", new MlirAttribute.Array(kinds()))
            .region(body().region(arguments));
    return out.emit(draft, outs.stream().map(MlirValue::type).toList(), "made");
  }

  private void know(int operand, MlirValue argument) {
    known.put(loops.region().params().get(operand), argument);
  }

  private List<MlirAttribute> kinds() {
    List<MlirAttribute> kinds = new ArrayList<>();
    for (int dim = 0; dim < loops.order().size(); dim++) {
      kinds.add(loops.isReduction(dim) ? Named.REDUCTION : Named.PARALLEL);
    }
    return kinds;
  }

  /// Loops whose extent no operand tells get one that does nothing else.
  private void witness(List<AffineMap> maps, List<MlirValue> read) {
    Set<Integer> told = new HashSet<>();
    for (AffineMap map : maps) {
      map.results().forEach(result -> told.add(result.plainDim()));
    }
    int dims = loops.order().size();
    List<AffineExpr> missing = new ArrayList<>();
    List<Long> shape = new ArrayList<>();
    for (int dim = 0; dim < dims; dim++) {
      if (!told.contains(dim)) {
        missing.add(AffineExpr.dim(dims, dim));
        shape.add(loops.extents().get(dim));
      }
    }
    if (!missing.isEmpty()) {
      MlirType.Shaped type = MlirType.tensor(shape, FloatFormat.F32);
      maps.add(read.size(), new AffineMap(dims, missing));
      read.add(out.emit(MlirOperation.named("tensor.empty"), type, "extents"));
    }
  }

  private BlockWriter body() throws NoText {
    BlockWriter body = new BlockWriter();
    List<Operation> ops = loops.region().ops();
    for (Operation o : ops.subList(0, ops.size() - 1)) {
      body.at(Types.location(o.span()));
      known.put(o.result(), scalar(body, o));
    }
    body.at(Types.location(loops.region().terminator().span()));
    List<MlirValue> yielded = new ArrayList<>();
    for (Value value : loops.region().terminator().operands()) {
      yielded.add(value(value, loops.region().terminator()));
    }
    body.emit(MlirOperation.named("linalg.yield").operands(yielded));
    return body;
  }

  private MlirValue scalar(BlockWriter body, Operation o) throws NoText {
    if (o.op() == KernelOp.INDEX) {
      int dim = loops.place(Math.toIntExact(o.attributes().integer("dim")));
      MlirValue at =
          body.emit(
              MlirOperation.named("linalg.index").attribute("dim", MlirAttribute.i64(dim)),
              IndexType.INDEX,
              "at");
      return body.emit(
          MlirOperation.named("arith.index_cast").operands(at), IntegerFormat.I64, "at");
    }
    List<MlirValue> in = new ArrayList<>();
    for (Value operand : o.operands()) {
      in.add(value(operand, o));
    }
    boolean isFree = loops.reduces() && loops.reassociates() && loops.accumulates(o);
    boolean hasFlags = o.op() == CoreOp.ADD;
    return Arithmetic.write(body, o, in, isFree && hasFlags ? "reassoc" : "", divisors);
  }

  private MlirValue value(Value value, Operation user) throws NoText {
    MlirValue found = known.get(value);
    int parameter = loops.region().params().indexOf(value);
    if (found == null && parameter >= 0) {
      found = known.get(loops.nest().operands().get(parameter));
    }
    if (found == null) {
      throw new NoText(user.span(), "an operand that is neither a number nor an element");
    }
    return found;
  }
}
