package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Compare;
import org.tosc.rt.ops.FloatText;
import org.tosc.rt.ops.Layers;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.ObjectCell;
import org.tosc.rt.value.Text;

/// What compiled code calls for syntax that has no operation of its own. A program cannot write
/// these names.
final class CompilerGroup {
  private CompilerGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
            "$same(a, b)", "whether a `case` value matches", (_, a) -> Compare.same(a[0], a[1])),
        Builtin.of(
            "$in_range(x, start, end, inclusive)",
            "whether a `case` range matches",
            (_, a) -> inRange(a[0], a[1], a[2], Boolean.TRUE.equals(a[3]))),
        Builtin.of(
            "$dtype(name)",
            "the dtype that a bare name such as `f32` means",
            (_, a) -> TensorCalls.dtype(a[0])),
        Builtin.of(
            "$digits(x, dtype)",
            "the shortest text that reads back as the same float of a type",
            (_, a) -> Text.of(FloatText.of(Args.number("$digits", a[0]), TensorCalls.dtype(a[1])))),
        Builtin.of(
            "$field(object, name)",
            "a field of an instance or the value of a key, or what stands for nothing; never an"
                + " error",
            (_, a) -> field(a[0], a[1])),
        Builtin.of(
            "$layer(kind, in=nil, out=nil, activation=nil, kernel=nil, size=nil, dim=nil, p=0.5)",
            "a layer by configuration",
            (_, a) -> Layers.of(a)));
  }

  private static @Nullable Object field(@Nullable Object object, @Nullable Object name) {
    if (object instanceof Instance instance && name instanceof Text text) {
      return instance.field(text.toString());
    }
    if (object instanceof DictValue dict && name instanceof Text text) {
      int entry = dict.find(text);
      return entry >= 0 ? dict.valueAt(entry) : Missing.VALUE;
    }
    if (object instanceof ModuleValue module && name instanceof Text text) {
      ObjectCell cell = module.find(text.toString());
      return cell == null ? Missing.VALUE : cell.value;
    }
    return Missing.VALUE;
  }

  private static boolean inRange(
      @Nullable Object x, @Nullable Object start, @Nullable Object end, boolean inclusive) {
    boolean number = x instanceof Long || x instanceof Double;
    return number
        && Compare.isLessOrEqual(start, x)
        && (inclusive ? Compare.isLessOrEqual(x, end) : Compare.isLess(x, end));
  }
}
