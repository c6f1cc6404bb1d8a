package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Reads a function as phases: its nests in their order, each done before the next begins. A nest
/// that fills what the next one accumulates into is part of that one.
final class PhaseReader {
  private final List<Value> buffers;
  private final List<Value> scalars;
  private final List<Operation> constants = new ArrayList<>();
  private final List<Phase> phases = new ArrayList<>();

  /// The nest before, where it may be a fill.
  private @Nullable Nest pending;

  private PhaseReader(Function function) {
    buffers = function.params().stream().filter(p -> p.type() instanceof BufferType).toList();
    scalars = function.params().stream().filter(p -> p.type() instanceof Scalar).toList();
  }

  /// What was read.
  ///
  /// @param constants numbers of the function that nests may name
  record Read(List<Operation> constants, List<Phase> phases) {}

  static Read read(Function function) throws Unsupported {
    PhaseReader reader = new PhaseReader(function);
    for (Operation operation : function.body().ops()) {
      reader.operation(operation);
    }
    reader.flush();
    return new Read(List.copyOf(reader.constants), List.copyOf(reader.phases));
  }

  private void operation(Operation operation) throws Unsupported {
    if (operation.op() == CoreOp.CONST || operation.op() == CoreOp.ZERO) {
      constants.add(operation);
    } else if (operation.op() == KernelOp.NEST) {
      nest(Nest.of(operation));
    } else if (operation.op() != CoreOp.RETURN || !operation.operands().isEmpty()) {
      throw new Unsupported(
          operation.span(), operation.op().mnemonic() + " beside nests for a cluster");
    }
  }

  private void nest(Nest nest) throws Unsupported {
    if (!nest.bounded().isEmpty() || nest.bodies() != 1 || nest.outs().size() != 1) {
      throw new Unsupported(
          nest.operation().span(), "a nest of several bodies, results or bounds for a cluster");
    }
    if (nest.extents().contains(0L)) {
      return;
    }
    requireScalars(nest);
    Nest before = pending;
    if (before != null && fills(before, nest)) {
      pending = null;
      phases.add(phase(nest, before));
      return;
    }
    flush();
    if (nest.ins().stream().noneMatch(v -> v.type() instanceof BufferType)) {
      pending = nest;
    } else {
      phases.add(phase(nest, null));
    }
  }

  /// Bodies of operations without regions, on elements and on numbers of the function.
  private void requireScalars(Nest nest) throws Unsupported {
    Set<Value> known = new HashSet<>(scalars);
    constants.forEach(c -> known.addAll(c.results()));
    for (Value in : nest.ins()) {
      if (!(in.type() instanceof BufferType) && !known.contains(in)) {
        throw new Unsupported(
            nest.operation().span(), "an operand that is no number of the caller");
      }
    }
    known.addAll(nest.body(0).params());
    for (Operation operation : nest.body(0).ops()) {
      if (!operation.regions().isEmpty() || !known.containsAll(operation.operands())) {
        throw new Unsupported(operation.span(), "a value that is neither a number nor an element");
      }
      known.addAll(operation.results());
    }
  }

  private void flush() throws Unsupported {
    Nest last = pending;
    pending = null;
    if (last != null) {
      phases.add(phase(last, null));
    }
  }

  /// Whether one nest writes exactly the box of elements that another one accumulates into.
  private static boolean fills(Nest first, Nest next) {
    boolean reduces = false;
    for (int dim = 0; dim < next.dims(); dim++) {
      reduces |= next.kind(0, dim) != Nest.Kind.PARALLEL;
    }
    return reduces
        && first.outs().equals(next.outs())
        && !isUsed(first.body(0), first.body(0).params().getLast())
        && box(first.outMap(0), first.extents()) != null
        && Objects.equals(
            box(first.outMap(0), first.extents()), box(next.outMap(0), next.extents()));
  }

  /// What a map covers, where it covers all of that; null where its coordinates are sums.
  private static @Nullable Footprint box(AffineMap map, List<Long> extents) {
    for (AffineExpr result : map.results()) {
      boolean isPlain = result.plus(-result.constant()).plainDim() >= 0;
      if (!isPlain && result.coefficients().stream().anyMatch(c -> c != 0)) {
        return null;
      }
    }
    return Footprint.of(List.of(map), extents);
  }

  private Phase phase(Nest nest, @Nullable Nest fill) throws Unsupported {
    int count = nest.operands().size();
    List<Integer> places = new ArrayList<>();
    List<Operand> operands = new ArrayList<>();
    Value out = nest.outs().getFirst();
    for (int i = 0; i < count - 1; i++) {
      Value value = nest.operands().get(i);
      boolean isScalar = value.type() instanceof Scalar;
      boolean isOut = value.equals(out);
      if (isOut && !nest.map(i).equals(nest.outMap(0))) {
        throw new Unsupported(
            nest.operation().span(), "a nest that reads other elements of what it writes");
      }
      places.add(isScalar || isOut ? -1 : place(operands, operand(nest, i)));
    }
    boolean reduces = fill != null;
    boolean readsOut = nest.ins().contains(out);
    Value carried = nest.body(0).params().getLast();
    boolean isRead = readsOut || (!reduces && isUsed(nest.body(0), carried));
    operands.add(
        new Operand(argument(nest, out), type(nest, out), List.of(nest.outMap(0)), isRead, true));
    places.add(operands.size() - 1);
    for (int i = 0; i < count - 1; i++) {
      if (nest.operands().get(i).equals(out)) {
        places.set(i, operands.size() - 1);
      }
    }
    if (operands.size() > 8) {
      throw new Unsupported(nest.operation().span(), "more than 8 windows of operands");
    }
    return new Phase(nest, fill, nest.extents(), nest.maps(), operands, places);
  }

  private Operand operand(Nest nest, int i) throws Unsupported {
    Value value = nest.operands().get(i);
    return new Operand(argument(nest, value), type(nest, value), List.of(nest.map(i)), true, false);
  }

  /// Adds an operand, or its map to one that it is a view of.
  private static int place(List<Operand> operands, Operand more) {
    for (int i = 0; i < operands.size(); i++) {
      Operand known = operands.get(i);
      if (known.argument() == more.argument() && isParallelTo(known, more)) {
        List<AffineMap> maps = new ArrayList<>(known.maps());
        maps.addAll(more.maps());
        operands.set(i, new Operand(known.argument(), known.type(), maps, true, false));
        return i;
      }
    }
    operands.add(more);
    return operands.size() - 1;
  }

  private static boolean isParallelTo(Operand a, Operand b) {
    return linear(a.maps().getFirst()).equals(linear(b.maps().getFirst()));
  }

  private static List<List<Long>> linear(AffineMap map) {
    return map.results().stream().map(AffineExpr::coefficients).toList();
  }

  private int argument(Nest nest, Value value) throws Unsupported {
    int argument = buffers.indexOf(value);
    if (argument < 0 || argument >= 8) {
      throw new Unsupported(nest.operation().span(), "an operand that is no buffer of the caller");
    }
    return argument;
  }

  private static BufferType type(Nest nest, Value value) throws Unsupported {
    BufferType type = (BufferType) value.type();
    Scalar element = type.element();
    boolean isFloat = element == Scalar.F64 || element == Scalar.F32 || element == Scalar.F16;
    boolean isKnown = type.shape().stream().allMatch(d -> d instanceof Dim.Known);
    if (type.layout() != Layout.ROW || !isFloat || !isKnown) {
      throw new Unsupported(nest.operation().span(), "an operand of type " + type);
    }
    return type;
  }

  private static boolean isUsed(Region body, Value value) {
    return body.ops().stream().anyMatch(o -> o.operands().contains(value));
  }
}
