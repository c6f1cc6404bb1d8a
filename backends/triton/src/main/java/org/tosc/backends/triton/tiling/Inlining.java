package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.tiling.Buffer.Role;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// Stages without those that need no memory of their own: numbers of places, which readers know
/// themselves, and padded copies, which readers see in the original.
final class Inlining {
  /// What stands for a buffer.
  private sealed interface Stand {
    /// A formula of the coordinates.
    record Places(Stage stage) implements Stand {}

    /// A formula of other elements, which readers compute again: its rows are too long for a
    /// program, and memory would be slower.
    record Again(Stage stage) implements Stand {}

    /// Another buffer, moved, with a number around it.
    record Padded(Buffer source, List<Long> before, double outside) implements Stand {}
  }

  private static final Set<CoreOp> CHEAP = Set.of(CoreOp.CAST, CoreOp.ADD, CoreOp.SUB, CoreOp.MUL);

  private final List<Stage> stages;
  private final Map<Buffer, Stand> stands = new HashMap<>();

  private Inlining(List<Stage> stages) {
    this.stages = stages;
  }

  static List<Stage> of(List<Stage> stages) {
    Inlining inlining = new Inlining(stages);
    for (Stage stage : stages) {
      for (Access access : stage.writes()) {
        inlining.decide(access.buffer());
      }
    }
    List<Stage> left = new ArrayList<>();
    for (Stage stage : stages) {
      Buffer buffer = stage.write(0).buffer();
      switch (inlining.stands.get(buffer)) {
        case null -> left.add(inlining.read(stage));
        case Stand.Again _ -> inlining.stands.put(buffer, new Stand.Again(inlining.read(stage)));
        case Stand.Places _, Stand.Padded _ -> {}
      }
    }
    return left;
  }

  private void decide(Buffer buffer) {
    if (buffer.role() != Role.SCRATCH || stands.containsKey(buffer)) {
      return;
    }
    List<Stage> writers = new ArrayList<>();
    for (Stage stage : stages) {
      boolean writes = stage.writes().stream().anyMatch(w -> w.buffer().equals(buffer));
      if (writes && (stage.values().size() > 1 || stage.reduces() || stage.readsBefore(0))) {
        return;
      }
      if (writes) {
        writers.add(stage);
      }
    }
    Stand stand = writers.size() == 1 ? alone(buffer, writers.getFirst()) : padded(buffer, writers);
    if (stand != null) {
      stands.put(buffer, stand);
    }
  }

  private @Nullable Stand alone(Buffer buffer, Stage stage) {
    Stand places = places(buffer, stage);
    boolean isAgain =
        places == null
            && covers(buffer, stage)
            && !stage.isFill()
            && isReadAlongLongRows(buffer)
            && isStable(stage);
    return isAgain ? new Stand.Again(stage) : places;
  }

  /// Whether a stage reduces rows of a buffer that are too long for a program.
  private boolean isReadAlongLongRows(Buffer buffer) {
    for (Stage stage : stages) {
      for (int operand : stage.used()) {
        Access access = stage.operands().get(operand);
        boolean isLong =
            access.buffer().equals(buffer)
                && Contraction.of(stage) == null
                && stage.reductions().stream()
                    .filter(d -> access.map().uses(d))
                    .anyMatch(d -> stage.extents().get(d) > Grouping.MOST_ELEMENTS);
        if (isLong) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether what a stage reads stays as it is.
  private boolean isStable(Stage stage) {
    for (int operand : stage.used()) {
      Access access = stage.operands().get(operand);
      for (Stage later : stages.subList(stages.indexOf(stage), stages.size())) {
        if (later.writes().stream().anyMatch(w -> w.buffer().equals(access.buffer()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable Stand places(Buffer buffer, Stage stage) {
    Term value = stage.values().getFirst();
    boolean isCheap =
        value.has(t -> t instanceof Term.Index)
            && !value.has(t -> t instanceof Term.Read)
            && !value.has(t -> t instanceof Term.Apply a && !CHEAP.contains(a.op()));
    return isCheap && covers(buffer, stage) ? new Stand.Places(stage) : null;
  }

  /// Whether a stage writes every element at coordinates that are dimensions.
  private static boolean covers(Buffer buffer, Stage stage) {
    for (int axis = 0; axis < buffer.shape().size(); axis++) {
      int dim = stage.write(0).dimOf(axis);
      boolean isAll =
          dim >= 0
              ? stage.extents().get(dim).equals(buffer.shape().get(axis))
                  && stage.write(0).map().result(axis).constant() == 0
              : buffer.shape().get(axis) == 1;
      if (!isAll) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Stand padded(Buffer buffer, List<Stage> writers) {
    Stage copy = null;
    Double outside = null;
    long points = 0;
    for (Stage writer : writers) {
      points += Contraction.points(writer, writer.wide());
      if (writer.values().getFirst() instanceof Term.Real(_, double value)
          && !isOther(outside, value)) {
        outside = value;
      } else if (writer.values().getFirst() instanceof Term.Read && copy == null) {
        copy = writer;
      } else {
        return null;
      }
    }
    if (copy == null || outside == null || points != buffer.count()) {
      return null;
    }
    int operand = ((Term.Read) copy.values().getFirst()).operand();
    Access read = copy.operands().get(operand);
    List<Long> before = moved(read, copy.write(0), copy);
    boolean isSame = read.buffer().element() == buffer.element();
    return before == null || !isSame || read.buffer().role() != Role.INPUT
        ? null
        : new Stand.Padded(read.buffer(), before, outside);
  }

  private static boolean isOther(@Nullable Double outside, double value) {
    return outside != null && Double.compare(outside, value) != 0;
  }

  /// By how much a copy moves elements along each axis; null where it does something else.
  private static @Nullable List<Long> moved(Access from, Access to, Stage copy) {
    List<Long> before = new ArrayList<>();
    if (from.map().rank() != to.map().rank()) {
      return null;
    }
    for (int axis = 0; axis < from.map().rank(); axis++) {
      AffineExpr a = from.map().result(axis);
      AffineExpr b = to.map().result(axis);
      boolean isAll =
          a.coefficients().equals(b.coefficients())
              && a.constant() == 0
              && (from.isConstant(axis)
                  ? from.buffer().shape().get(axis) == 1
                  : from.dimOf(axis) >= 0
                      && copy.extents()
                          .get(from.dimOf(axis))
                          .equals(from.buffer().shape().get(axis)));
      if (!isAll) {
        return null;
      }
      before.add(b.constant());
    }
    return before;
  }

  // Readers.

  private Stage read(Stage stage) {
    List<Access> reads = new ArrayList<>(stage.operands().subList(0, stage.outs()));
    Map<Integer, Term> others = new HashMap<>();
    for (int i = 0; i < stage.outs(); i++) {
      Access access = stage.operands().get(i);
      switch (stands.get(access.buffer())) {
        case null -> {}
        case Stand.Places(Stage of) -> others.put(i, placed(of, access, reads));
        case Stand.Again(Stage of) -> others.put(i, placed(of, access, reads));
        case Stand.Padded padded -> reads.set(i, padded(access, padded, stage.extents()));
      }
    }
    int more = reads.size() - stage.outs();
    for (int i = stage.outs(); i < stage.operands().size() && more > 0; i++) {
      Scalar type = stage.values().get(i - stage.outs()).type();
      others.put(i, new Term.Read(i + more, type));
    }
    List<Access> operands = new ArrayList<>(reads);
    operands.addAll(stage.writes());
    List<Term> values = stage.values().stream().map(v -> replaced(v, others)).toList();
    return new Stage(
        stage.extents(), stage.reduced(), operands, reads.size(), values, stage.isFree());
  }

  private static Access padded(Access access, Stand.Padded padded, List<Long> extents) {
    List<AffineExpr> at = new ArrayList<>();
    for (int axis = 0; axis < access.map().rank(); axis++) {
      at.add(access.map().result(axis).plus(-padded.before().get(axis)));
    }
    AffineMap map = new AffineMap(access.map().dims(), at);
    return new Access(padded.source(), map, padded.outside(), extents);
  }

  /// What a stage computes at the coordinates of an access.
  ///
  /// @param reads what the reader reads, to which is added what the stage does
  private static Term placed(Stage of, Access access, List<Access> reads) {
    Map<Integer, AffineExpr> dims = new HashMap<>();
    for (int axis = 0; axis < access.map().rank(); axis++) {
      int dim = of.write(0).dimOf(axis);
      if (dim >= 0) {
        dims.put(dim, access.map().result(axis));
      }
    }
    Map<Integer, Term> operands = new HashMap<>();
    for (int operand : of.used()) {
      Access moved = moved(of.operands().get(operand), dims, access.map().dims());
      int known = reads.indexOf(moved);
      int at = known < 0 ? reads.size() : known;
      if (known < 0) {
        reads.add(moved);
      }
      Scalar type = moved.buffer().element().arithmetic();
      operands.put(operand, new Term.Read(at, type));
    }
    return substituted(replaced(of.values().getFirst(), operands), dims);
  }

  /// An access at coordinates that others give.
  private static Access moved(Access access, Map<Integer, AffineExpr> dims, int rank) {
    List<AffineExpr> at = new ArrayList<>();
    for (AffineExpr result : access.map().results()) {
      AffineExpr sum = AffineExpr.of(rank, result.constant());
      for (Map.Entry<Integer, AffineExpr> dim : dims.entrySet()) {
        sum = sum.plus(dim.getValue().times(result.coefficients().get(dim.getKey())));
      }
      at.add(sum);
    }
    return new Access(access.buffer(), new AffineMap(rank, at), access.outside(), access.extents());
  }

  private static Term coordinate(AffineExpr at) {
    Term sum = null;
    for (int dim = 0; dim < at.coefficients().size(); dim++) {
      long times = at.coefficients().get(dim);
      if (times != 0) {
        Term index = new Term.Index(dim);
        Term term = times == 1 ? index : whole(CoreOp.WRAPPING_MUL, index, times);
        sum = sum == null ? term : apply(CoreOp.WRAPPING_ADD, sum, term);
      }
    }
    if (sum == null) {
      return new Term.Whole(Scalar.I64, at.constant());
    }
    return at.constant() == 0 ? sum : whole(CoreOp.WRAPPING_ADD, sum, at.constant());
  }

  private static Term whole(CoreOp op, Term a, long b) {
    return apply(op, a, new Term.Whole(Scalar.I64, b));
  }

  private static Term apply(CoreOp op, Term a, Term b) {
    return new Term.Apply(op, List.of(a, b), Scalar.I64);
  }

  private static Term substituted(Term term, Map<Integer, AffineExpr> dims) {
    return switch (term) {
      case Term.Index(int dim) ->
          dims.containsKey(dim) ? coordinate(dims.get(dim)) : new Term.Whole(Scalar.I64, 0);
      case Term.Apply(CoreOp op, List<Term> args, Scalar type) ->
          new Term.Apply(op, args.stream().map(a -> substituted(a, dims)).toList(), type);
      case Term.Read _, Term.Real _, Term.Whole _ -> term;
    };
  }

  private static Term replaced(Term term, Map<Integer, Term> reads) {
    if (reads.isEmpty()) {
      return term;
    }
    return switch (term) {
      case Term.Read(int operand, _) -> reads.getOrDefault(operand, term);
      case Term.Apply(CoreOp op, List<Term> args, Scalar type) ->
          new Term.Apply(op, args.stream().map(a -> replaced(a, reads)).toList(), type);
      case Term.Index _, Term.Real _, Term.Whole _ -> term;
    };
  }
}
