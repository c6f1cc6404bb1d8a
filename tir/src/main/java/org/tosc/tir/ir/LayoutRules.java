package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of operations that only move elements: order, grouping, cutting and joining.
final class LayoutRules {
  private LayoutRules() {}

  /// Axis i of the result is axis `perm[i]` of the operand; without `perm`, in reverse.
  static Type transpose(TensorCall call) throws Mismatch {
    TensorType x = call.x();
    if (!call.attributes().has("perm")) {
      List<Dim> reversed = new ArrayList<>(x.shape());
      Collections.reverse(reversed);
      return new TensorType(reversed, call.moved());
    }
    List<Long> perm = call.integers("perm");
    List<Dim> out = new ArrayList<>();
    boolean[] used = new boolean[x.rank()];
    for (long p : perm) {
      int axis = call.axisOf(p, x.rank());
      if (used[axis]) {
        throw call.fault(Rule.AXIS, "names axis %d twice in perm=%s", axis, perm);
      }
      used[axis] = true;
      out.add(x.shape().get(axis));
    }
    if (out.size() != x.rank()) {
      throw call.fault(
          Rule.AXIS, "needs each axis of shape %s once, found perm=%s", x.shapeText(), perm);
    }
    return new TensorType(out, call.moved());
  }

  /// The same elements in another shape; one size may be -1.
  static Type reshape(TensorCall call) throws Mismatch {
    List<Long> target = call.integers("shape");
    int open = openAxis(call, target);
    List<Dim> own = call.x().shape();
    List<Dim> out = new ArrayList<>();
    for (long size : target) {
      out.add(size < 0 ? Dim.unknown() : Dim.of(size));
    }
    boolean fits = open < 0 ? fits(own, out) : fill(own, out, open);
    if (!fits) {
      throw misfit(call, target, "");
    }
    keepLeading(own, out);
    boolean keepsBlocks = !own.isEmpty() && !out.isEmpty() && own.getLast().equals(out.getLast());
    return new TensorType(out, keepsBlocks ? call.x().element() : call.moved());
  }

  private static int openAxis(TensorCall call, List<Long> target) throws Mismatch {
    for (long size : target) {
      if (size < -1) {
        throw misfit(call, target, "");
      }
    }
    if (Collections.frequency(target, -1L) > 1) {
      throw misfit(call, target, ": at most one size may be -1");
    }
    return target.indexOf(-1L);
  }

  private static Mismatch misfit(TensorCall call, List<Long> target, String why) {
    List<Dim> own = call.x().shape();
    String count = Dims.open(own).isEmpty() ? " (" + Dims.product(own) + " elements)" : "";
    return new Mismatch(
        Rule.COUNT,
        "cannot reshape " + call.x().shapeText() + count + " to " + target + why,
        new Place(0, -1));
  }

  private static boolean fits(List<Dim> own, List<Dim> target) {
    long have = Dims.product(own);
    long want = Dims.product(target);
    if (Dims.open(own).isEmpty()) {
      return have == want;
    }
    return have == 0 ? want == 0 : want % have == 0;
  }

  private static boolean fill(List<Dim> own, List<Dim> target, int open) {
    long have = Dims.product(own);
    long want = Dims.product(target);
    List<Dim> rest = Dims.open(own);
    if (!rest.isEmpty()) {
      target.set(open, rest.size() == 1 && have == want ? rest.getFirst() : Dim.unknown());
      return true;
    }
    if (want == 0 || have % want != 0) {
      return false;
    }
    target.set(open, Dim.of(have / want));
    return true;
  }

  /// Leading axes that stay as they were keep their origin.
  private static void keepLeading(List<Dim> own, List<Dim> target) {
    for (int i = 0; i < Math.min(own.size(), target.size()); i++) {
      if (!own.get(i).equals(target.get(i))) {
        return;
      }
      target.set(i, own.get(i));
    }
  }

  /// Repeats axes of extent 1 and adds leading axes.
  static Type broadcast(TensorCall call) throws Mismatch {
    List<Long> target = call.integers("shape");
    List<Dim> own = call.x().shape();
    int shift = target.size() - own.size();
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < target.size(); i++) {
      requireSize(call, target.get(i));
      Dim size = Dim.of(target.get(i));
      Dim axis = i < shift ? Dim.of(1) : own.get(i - Math.max(0, shift));
      boolean fits = shift >= 0 && (Dims.isOne(axis) || Dims.agree(axis, size) != null);
      if (!fits) {
        throw cannotBroadcast(call, target, i - shift);
      }
      out.add(axis.equals(size) ? axis : size);
    }
    if (shift < 0) {
      throw cannotBroadcast(call, target, -1);
    }
    return new TensorType(out, call.moved());
  }

  private static Mismatch cannotBroadcast(TensorCall call, List<Long> target, int axis) {
    return call.fault(
        Rule.BROADCAST,
        new Place(0, axis),
        "cannot broadcast shape %s to %s",
        call.x().shapeText(),
        target);
  }

  static long requireSize(TensorCall call, long size) throws Mismatch {
    if (size < 0) {
      throw call.fault(Rule.EXTENT, "needs sizes of at least 0, found %d", size);
    }
    return size;
  }

  /// A part of the leading axes; see [SliceAxis].
  static Type slice(TensorCall call) throws Mismatch {
    TensorType x = call.x();
    List<Long> starts = call.integers("starts");
    List<Long> ends = call.integers("ends");
    List<Long> steps = call.integers("steps");
    int cut = Math.max(starts.size(), Math.max(ends.size(), steps.size()));
    if (cut > x.rank()) {
      throw call.fault(Rule.RANK, "of %d axes does not fit shape %s", cut, x.shapeText());
    }
    List<Dim> out = new ArrayList<>(x.shape());
    for (int i = 0; i < cut; i++) {
      long start = i < starts.size() ? starts.get(i) : SliceAxis.FROM_FIRST;
      long end = i < ends.size() ? ends.get(i) : SliceAxis.TO_LAST;
      long step = i < steps.size() ? steps.get(i) : 1;
      out.set(i, sliced(call, i, start, end, step));
    }
    return new TensorType(out, call.moved());
  }

  private static Dim sliced(TensorCall call, int axis, long start, long end, long step)
      throws Mismatch {
    if (step == 0) {
      throw new Mismatch(Rule.ATTRIBUTE, "the step of a slice is not 0");
    }
    Dim dim = call.x().shape().get(axis);
    boolean whole = SliceAxis.isAbsent(start) && SliceAxis.isAbsent(end);
    if (whole && Math.abs(step) == 1) {
      return dim;
    }
    if (!(dim instanceof Dim.Known(long size, Origin _))) {
      return Dim.unknown();
    }
    for (long bound : new long[] {start, end}) {
      if (!SliceAxis.isInRange(bound, size)) {
        throw outside(call, "slice bound", bound, axis, size);
      }
    }
    long count = SliceAxis.of(size, start, end, step).count();
    return count == size ? dim : Dim.of(count);
  }

  /// One index of an axis; the axis goes.
  static Type select(TensorCall call) throws Mismatch {
    int axis = call.axis("axis", 0);
    long index = call.attributes().integer("index");
    requireIndex(call, axis, index);
    return new TensorType(Dims.without(call.x().shape(), axis), call.moved());
  }

  private static void requireIndex(TensorCall call, int axis, long index) throws Mismatch {
    long size = Dims.known(call.x().shape().get(axis));
    if (size >= 0 && (index < -size || index >= size)) {
      throw outside(call, "index", index, axis, size);
    }
  }

  private static Mismatch outside(TensorCall call, String what, long index, int axis, long size) {
    return new Mismatch(
        Rule.INDEX,
        "%s %d is outside axis %d of shape %s, which has %d elements"
            .formatted(what, index, axis, call.x().shapeText(), size),
        new Place(0, axis));
  }
}
