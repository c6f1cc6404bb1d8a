package org.tosc.passes.canonical;

import static org.tosc.tir.ir.TensorOp.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.rewrite.Match;
import org.tosc.passes.rewrite.Rule;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// Operations that move elements: those that move none, and two in a row.
final class LayoutRules {
  private LayoutRules() {}

  /// What the rules start from.
  static Set<? extends Op> starts() {
    return EnumSet.of(TRANSPOSE, RESHAPE, BROADCAST, CONCAT, SLICE, SPLIT, STACK);
  }

  static List<Rule> rules() {
    return List.of(
        Rule.of("transpose in place", TRANSPOSE, LayoutRules::transposeInPlace),
        Rule.of("transpose of transpose", TRANSPOSE, LayoutRules::transposeTwice),
        Rule.of("transpose of axes of one", TRANSPOSE, LayoutRules::transposeOfOnes),
        Rule.of("reshape to its own shape", RESHAPE, LayoutRules::unchanged),
        Rule.of("reshape of reshape", RESHAPE, LayoutRules::reshapeTwice),
        Rule.of("broadcast to its own shape", BROADCAST, LayoutRules::unchanged),
        Rule.of("broadcast of broadcast", BROADCAST, LayoutRules::broadcastTwice),
        Rule.of("slice of everything", SLICE, LayoutRules::sliceOfAll),
        Rule.of("concat of one", CONCAT, LayoutRules::concatOfOne),
        Rule.of("concat of split", CONCAT, LayoutRules::concatOfSplit),
        Rule.of("split into one", SPLIT, LayoutRules::splitIntoOne),
        Rule.of("stack of one", STACK, LayoutRules::stackOfOne));
  }

  private static TensorType type(Value v) {
    return (TensorType) v.type();
  }

  /// Axis i of the result is this axis of the operand.
  private static int[] perm(Operation o) {
    int rank = type(o.operand(0)).rank();
    List<Long> given = o.attributes().integers("perm");
    return IntStream.range(0, rank)
        .map(
            i -> {
              int axis = o.attributes().has("perm") ? given.get(i).intValue() : rank - 1 - i;
              return axis < 0 ? axis + rank : axis;
            })
        .toArray();
  }

  private static @Nullable List<Value> transposeInPlace(Operation o, Match m) {
    int[] perm = perm(o);
    boolean stays = IntStream.range(0, perm.length).allMatch(i -> perm[i] == i);
    return stays ? m.instead(o, o.operand(0)) : null;
  }

  private static @Nullable List<Value> transposeTwice(Operation o, Match m) {
    Operation before = m.of(o.operand(0), TRANSPOSE);
    if (before == null) {
      return null;
    }
    int[] first = perm(before);
    List<Long> both = IntStream.of(perm(o)).mapToObj(p -> (long) first[p]).toList();
    return m.make(
            TRANSPOSE, Attributes.of("perm", Attribute.ints(both)), List.of(before.operand(0)))
        .results();
  }

  /// Where only axes of extent 1 change places, elements stay in their order.
  private static @Nullable List<Value> transposeOfOnes(Operation o, Match m) {
    TensorType from = type(o.operand(0));
    boolean moved = from.element() != type(o.result()).element();
    if (!from.isStatic() || moved) {
      return null;
    }
    int[] longer =
        IntStream.of(perm(o)).filter(p -> !from.shape().get(p).equals(Dim.of(1))).toArray();
    boolean ordered = IntStream.range(1, longer.length).allMatch(i -> longer[i - 1] < longer[i]);
    return ordered ? m.make(RESHAPE, shape(o.result()), List.of(o.operand(0))).results() : null;
  }

  private static Attributes shape(Value like) {
    List<Long> sizes = type(like).shape().stream().map(d -> ((Dim.Known) d).size()).toList();
    return Attributes.of("shape", Attribute.ints(sizes));
  }

  /// A shape of numbers that is the operand's already.
  private static @Nullable List<Value> unchanged(Operation o, Match m) {
    return type(o.operand(0)).isStatic() ? m.instead(o, o.operand(0)) : null;
  }

  private static @Nullable List<Value> reshapeTwice(Operation o, Match m) {
    Operation before = m.of(o.operand(0), RESHAPE);
    if (before == null) {
      return null;
    }
    TensorType from = type(before.operand(0));
    boolean known = from.isStatic() && from.element() == type(o.result()).element();
    return known ? m.make(RESHAPE, shape(o.result()), List.of(before.operand(0))).results() : null;
  }

  private static @Nullable List<Value> broadcastTwice(Operation o, Match m) {
    Operation before = m.of(o.operand(0), BROADCAST);
    return before == null || !type(before.operand(0)).isStatic()
        ? null
        : m.make(BROADCAST, o.attributes(), List.of(before.operand(0))).results();
  }

  private static @Nullable List<Value> sliceOfAll(Operation o, Match m) {
    boolean forward = o.attributes().integers("steps").stream().allMatch(s -> s == 1);
    return type(o.operand(0)).isStatic() && forward ? m.instead(o, o.operand(0)) : null;
  }

  private static @Nullable List<Value> concatOfOne(Operation o, Match m) {
    return o.operands().size() == 1 ? m.instead(o, o.operand(0)) : null;
  }

  /// All parts of one tensor, joined where they were cut.
  private static @Nullable List<Value> concatOfSplit(Operation o, Match m) {
    Operation split = m.of(o.operand(0), SPLIT);
    if (split == null || !split.results().equals(o.operands())) {
      return null;
    }
    int rank = type(o.result()).rank();
    return Math.floorMod(o.attributes().integer("axis", 0), rank)
            == Math.floorMod(split.attributes().integer("axis", 0), rank)
        ? m.instead(o, split.operand(0))
        : null;
  }

  private static @Nullable List<Value> splitIntoOne(Operation o, Match m) {
    return o.results().size() == 1 ? m.instead(o, o.operand(0)) : null;
  }

  private static @Nullable List<Value> stackOfOne(Operation o, Match m) {
    boolean known = o.operands().size() == 1 && type(o.operand(0)).isStatic();
    boolean same = type(o.operand(0)).element() == type(o.result()).element();
    return known && same
        ? m.make(RESHAPE, shape(o.result()), List.of(o.operand(0))).results()
        : null;
  }
}
