package org.tosc.rt.builtin;

import java.util.List;
import org.tosc.rt.ops.Access;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.value.IndexValue;
import org.tosc.rt.value.SliceValue;

/// What subscripts of several parts, `t[i, 1:3, nil]`, are lowered to. The leading underscore keeps
/// these rows out of the way of programs; completion and documentation leave them out.
final class SubscriptGroup {
  private SubscriptGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
            "_span(start=nil, end=nil, step=nil)",
            "the part start:end:step of a subscript",
            (_, a) -> new SliceValue(a[0], a[1], a[2])),
        Builtin.of(
            "_rest()",
            "the part ... of a subscript: all axes in between",
            (_, _) -> SliceValue.REST),
        Builtin.of(
            "_get(x, parts...)",
            "x[part, part, …]",
            (_, a) -> Access.get(a[0], new IndexValue(Iterate.toList(a[1]).toArray()))),
        Builtin.of(
            "_set(x, value, parts...)",
            "x[part, part, …] = value",
            (_, a) -> {
              Access.set(a[0], new IndexValue(Iterate.toList(a[2]).toArray()), a[1]);
              return null;
            }));
  }
}
