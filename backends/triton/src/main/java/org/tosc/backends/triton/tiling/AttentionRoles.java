package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Fold;
import org.tosc.backends.triton.block.Op;
import org.tosc.tir.ir.CoreOp;

/// Stages that are attention: products that are scores, the largest score of each row, the powers
/// of what scores are below it, their sum, and their product with values.
///
/// ```text
/// s = q kᵀ    t = max x(s)    p = exp(c (x(s) - g(t)))    l = Σ p    o = p v    … o, l …
/// ```
///
/// Of the scores a program needs only some columns at a time: where a larger one comes up, what was
/// summed is multiplied by `exp(c (g(t) - g(t')))`.
///
/// @param below `x(s) - g(t)`
/// @param last the stages after the products, which work on the result's elements
record AttentionRoles(
    int scores, int top, int powers, int sum, int product, Term.Apply below, List<Integer> last) {

  /// Longer rows of queries or values do not fit into a program.
  private static final long MOST_WIDTH = 256;

  /// Null where a group is something else.
  static @Nullable AttentionRoles of(Group group) {
    List<Integer> products = new ArrayList<>();
    int top = -1;
    int sum = -1;
    for (int s = 0; s < group.stages().size(); s++) {
      Stage stage = group.stages().get(s);
      Join join = Join.of(stage);
      boolean isMost =
          join != null && (join.fold() == Fold.MOST_NUMBER || join.fold() == Fold.MOST);
      if (Contraction.of(stage) != null) {
        products.add(s);
      } else if (isMost && top < 0) {
        top = s;
      } else if (join != null && join.fold() == Fold.SUM && sum < 0) {
        sum = s;
      } else if (stage.reduces()) {
        return null;
      }
    }
    if (products.size() != 2 || top < 0 || sum < 0) {
      return null;
    }
    return of(group, products.getFirst(), top, sum, products.getLast());
  }

  private static @Nullable AttentionRoles of(
      Group group, int scores, int top, int sum, int product) {
    int powers = writer(group, read(group, sum));
    if (powers < 0 || powers != writer(group, read(group, product))) {
      return null;
    }
    Term.Apply below = below(group, top, powers);
    if (below == null) {
      return null;
    }
    List<Integer> last = last(group, product);
    boolean fits =
        scores < top
            && top < powers
            && powers < Math.min(sum, product)
            && sum < last.getFirst()
            && isFilled(group, scores)
            && isFilled(group, top)
            && isFilled(group, sum)
            && isFilled(group, product)
            && isStreamed(group, scores, top, sum, product);
    return fits ? new AttentionRoles(scores, top, powers, sum, product, below, last) : null;
  }

  private static List<Integer> last(Group group, int product) {
    List<Integer> last = new ArrayList<>();
    for (int s = product + 1; s < group.stages().size(); s++) {
      last.add(s);
    }
    return last.isEmpty() ? List.of(-1) : last;
  }

  /// The buffer that a sum adds up, or that a product's first factor is; null for others.
  private static @Nullable Buffer read(Group group, int s) {
    Stage stage = group.stages().get(s);
    Join join = Join.of(stage);
    if (join == null) {
      return null;
    }
    Term term = join.term() != null ? join.term() : join.product().getFirst();
    return term instanceof Term.Read(int operand, _)
        ? stage.operands().get(operand).buffer()
        : null;
  }

  private static int writer(Group group, @Nullable Buffer buffer) {
    for (int s = 0; s < group.stages().size(); s++) {
      Stage stage = group.stages().get(s);
      if (stage.write(0).buffer().equals(buffer) && !stage.isFill()) {
        return s;
      }
    }
    return -1;
  }

  /// What the powers are of, as a difference of what the largest are of and of these.
  private static Term.@Nullable Apply below(Group group, int top, int powers) {
    Stage stage = group.stages().get(powers);
    Buffer most = group.stages().get(top).write(0).buffer();
    Join join = Join.of(group.stages().get(top));
    if (join == null
        || join.term() == null
        || !(stage.values().getFirst() instanceof Term.Apply power)
        || power.op() != CoreOp.EXP) {
      return null;
    }
    Term term = power.arg(0);
    if (term instanceof Term.Apply scaled
        && scaled.op() == CoreOp.MUL
        && scaled.arg(1).isConstant()) {
      term = scaled.arg(0);
    }
    boolean isBelow =
        term instanceof Term.Apply difference
            && difference.op() == CoreOp.SUB
            && Described.of(group, top, join.term())
                .equals(Described.of(group, powers, difference.arg(0)))
            && readsOnly(stage, difference.arg(1), most);
    return isBelow ? (Term.Apply) term : null;
  }

  private static boolean readsOnly(Stage stage, Term term, Buffer buffer) {
    return !term.has(
        t ->
            t instanceof Term.Index
                || (t instanceof Term.Read(int operand, _)
                    && !stage.operands().get(operand).buffer().equals(buffer)));
  }

  /// Whether a reduction starts from what changes nothing.
  private static boolean isFilled(Group group, int s) {
    Stage stage = group.stages().get(s);
    Join join = Join.of(stage);
    for (int before = 0; join != null && before < s; before++) {
      Stage fill = group.stages().get(before);
      boolean isSame = fill.isFill() && fill.write(0).buffer().equals(stage.write(0).buffer());
      if (isSame
          && fill.values().getFirst() instanceof Term.Real(var type, double value)
          && join.fold().neutral(type).equals(new Op.Real(type, value))) {
        return true;
      }
    }
    return false;
  }

  /// Whether all that is summed goes along the columns of the scores, and all else is shared out or
  /// short enough for a program.
  private static boolean isStreamed(Group group, int scores, int top, int sum, int product) {
    Contraction first = contraction(group, scores);
    Contraction second = contraction(group, product);
    Set<Integer> columns = classes(group, scores, first.columns());
    Set<Integer> shared = classes(group, scores, first.rows());
    shared.addAll(classes(group, scores, first.batch()));
    Set<Integer> others = classes(group, product, second.rows());
    others.addAll(classes(group, product, second.batch()));
    Stage s = group.stages().get(scores);
    Stage p = group.stages().get(product);
    return classes(group, product, second.sums()).equals(columns)
        && new HashSet<>(group.reduced(top)).equals(columns)
        && new HashSet<>(group.reduced(sum)).equals(columns)
        && new HashSet<>(group.grid()).equals(shared)
        && others.equals(shared)
        && Contraction.points(s, first.sums()) <= MOST_WIDTH
        && Contraction.points(p, second.columns()) <= MOST_WIDTH;
  }

  static Contraction contraction(Group group, int stage) {
    return Objects.requireNonNull(Contraction.of(group.stages().get(stage)));
  }

  private static Set<Integer> classes(Group group, int stage, List<Integer> dims) {
    Set<Integer> classes = new HashSet<>();
    dims.forEach(d -> classes.add(group.classes().get(stage)[d]));
    return classes;
  }
}
