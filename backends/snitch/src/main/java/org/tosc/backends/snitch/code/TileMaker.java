package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Stage.Slot;

/// Makes the stages of a computation.
final class TileMaker {
  private static final Slot OUT = new Slot.Outgoing();

  private final Computation computation;
  private final boolean isPacked;
  private int owns;

  private TileMaker(Computation computation) {
    this.computation = computation;
    this.isPacked = computation.packing() != Computation.Packing.NONE;
  }

  static Tile make(Computation computation) {
    return new TileMaker(computation).tile();
  }

  private Tile tile() {
    Fold fold = computation.fold();
    if (fold == null) {
      List<Stage> only = new Lowering().into(computation.term(), OUT);
      Owns kept = new Owns(0);
      return new Tile(List.of(), List.of(), List.of(), kept.renumbered(only), kept.most());
    }
    if (fold.sharing() == Fold.Sharing.PAIRS) {
      return pairs(fold);
    }
    Slot sum = new Slot.Own(owns++);
    boolean isSummedUp = computation.packing() == Computation.Packing.REDUCTION;
    List<Stage> middle = joined(fold, sum, sum);
    List<Stage> first = begin(fold, isSummedUp, sum);
    List<Stage> last = new ArrayList<>(isSummedUp ? middle : joined(fold, sum, OUT));
    List<Stage> only = new ArrayList<>(begin(fold, isSummedUp, isSummedUp ? sum : OUT));
    if (isSummedUp) {
      List<Stage> end = summedUp(fold, sum);
      last.addAll(end);
      only.addAll(end);
    }
    Owns kept = new Owns(1);
    return new Tile(
        kept.renumbered(first),
        kept.renumbered(middle),
        kept.renumbered(last),
        kept.renumbered(only),
        kept.most());
  }

  /// Two results of three elements each: what both have in common first, then that with the one in
  /// front and the one behind.
  private Tile pairs(Fold fold) {
    Slot common = new Slot.Own(owns++);
    Slot front = new Slot.Incoming(0);
    Slot behind = new Slot.Incoming(1);
    List<Stage> first = new ArrayList<>();
    first.add(Stage.of(fold.op(), common, front, behind));
    if (!fold.startsNeutral()) {
      first.add(Stage.of(fold.op(), common, common, new Slot.Shared(fold.initial())));
    }
    List<Stage> last =
        List.of(Stage.of(fold.op(), OUT, front, common), Stage.of(fold.op(), OUT, behind, common));
    return new Tile(first, List.of(), last, List.of(), owns);
  }

  private List<Stage> begin(Fold fold, boolean isSummedUp, Slot target) {
    boolean isBare = computation.term() instanceof Term.Read;
    boolean isMoved = isBare && fold.op() == FloatOp.ADD && !isSummedUp;
    return !isMoved && (isSummedUp || fold.startsNeutral())
        ? new Lowering().into(computation.term(), target)
        : joined(fold, new Slot.Shared(fold.initial()), target);
  }

  /// Joins the term of a point with what was found so far.
  private List<Stage> joined(Fold fold, Slot before, Slot target) {
    Term term = computation.term();
    if (fold.roundsOnce()
        && fold.op() == FloatOp.ADD
        && term instanceof Term.Apply product
        && product.op() == FloatOp.MUL) {
      return new Lowering().multiplyAdd(product, before, target);
    }
    Lowering lowering = new Lowering();
    Slot value = lowering.slot(term);
    lowering.stages.add(Stage.of(fold.op(), target, value, before));
    return lowering.stages;
  }

  /// The sum of a word's elements, and two of these side by side in a word.
  private List<Stage> summedUp(Fold fold, Slot sum) {
    Slot total = new Slot.Own(owns++);
    return List.of(
        zeroed(total, new Slot.Shared(fold.initial())),
        Stage.of(FloatOp.SUM, total, sum),
        Stage.of(FloatOp.PACK, OUT, total));
  }

  /// Zero as a product: unlike a move that leaves the FPU by the same pipeline as sums, so neither
  /// waits for the other (snitch.md rule 16).
  private static Stage zeroed(Slot target, Slot zero) {
    return Stage.of(FloatOp.MUL, target, zero, zero);
  }

  /// Makes the stages of one term.
  private final class Lowering {
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Term, Slot> known = new HashMap<>();

    List<Stage> into(Term term, Slot target) {
      if (term instanceof Term.Apply apply && !term.isConstant()) {
        apply(apply, target);
      } else {
        stages.add(Stage.of(FloatOp.MOVE, target, slot(term)));
      }
      return stages;
    }

    private void apply(Term.Apply apply, Slot target) {
      if (apply.op() == FloatOp.FMA) {
        Slot added = slot(apply.operand(2));
        multiplyAdd(apply, added, target);
        return;
      }
      List<Slot> sources = apply.operands().stream().map(this::slot).toList();
      stages.add(new Stage(apply.op(), target, sources));
    }

    /// `a · b + added`, rounded once; on packed numbers the instruction adds to its own target.
    List<Stage> multiplyAdd(Term.Apply product, Slot added, Slot target) {
      Slot a = slot(product.operand(0));
      Slot b = slot(product.operand(1));
      if (!isPacked || added.equals(target)) {
        stages.add(Stage.of(FloatOp.FMA, target, a, b, added));
      } else if (added instanceof Slot.Own && target.equals(OUT)) {
        stages.add(Stage.of(FloatOp.FMA, added, a, b, added));
        stages.add(Stage.of(FloatOp.MOVE, target, added));
      } else {
        Slot own = target.equals(OUT) ? new Slot.Own(owns++) : target;
        stages.add(Stage.of(FloatOp.MOVE, own, added));
        stages.add(Stage.of(FloatOp.FMA, own, a, b, own));
        if (target.equals(OUT)) {
          stages.add(Stage.of(FloatOp.MOVE, target, own));
        }
      }
      return stages;
    }

    Slot slot(Term term) {
      if (term.isConstant()) {
        return new Slot.Shared(term);
      }
      Slot before = known.get(term);
      if (before != null) {
        return before;
      }
      Slot slot =
          switch (term) {
            case Term.Read(int access) -> read(term, access);
            case Term.Tap(int access, int _) -> read(term, access);
            case Term.Apply apply -> {
              Slot own = new Slot.Own(owns++);
              apply(apply, own);
              yield own;
            }
            case Term.Literal _, Term.Argument _, Term.Carried _, Term.Inverse _ ->
                new Slot.Shared(term);
          };
      known.put(term, slot);
      return slot;
    }

    /// A word of a stream can be read by one instruction only; where several do, one moves it.
    private Slot read(Term term, int access) {
      Slot incoming = new Slot.Incoming(access);
      if (readers(computation.term(), term) == 1) {
        return incoming;
      }
      Slot own = new Slot.Own(owns++);
      stages.add(Stage.of(FloatOp.MOVE, own, incoming));
      return own;
    }
  }

  /// How many instructions read an operand of a term.
  private int readers(Term term, Term read) {
    List<Term.Apply> distinct = new ArrayList<>();
    collect(term, distinct);
    return Math.max(1, distinct.stream().mapToInt(apply -> readers(apply, read)).sum());
  }

  /// On packed numbers what is added is moved first ([Lowering#multiplyAdd]).
  private int readers(Term.Apply apply, Term read) {
    boolean isMoved = isPacked && apply.op() == FloatOp.FMA && apply.operand(2).equals(read);
    List<Term> others = isMoved ? apply.operands().subList(0, 2) : apply.operands();
    return (isMoved ? 1 : 0) + (others.contains(read) ? 1 : 0);
  }

  private static void collect(@Nullable Term term, List<Term.Apply> found) {
    if (Objects.requireNonNull(term) instanceof Term.Apply apply && !found.contains(apply)) {
      found.add(apply);
      apply.operands().forEach(operand -> collect(operand, found));
    }
  }
}
