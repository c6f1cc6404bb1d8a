package org.tosc.tir.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Rules 12 and 13: nests and their bodies.
final class NestCheck {
  private NestCheck() {}

  /// Rule 12. The numbers of ins, outs and bounds have passed the row's type rule.
  static @Nullable String complaint(Operation o) {
    String complaint = lists(o);
    if (complaint != null) {
      return complaint;
    }
    Nest nest = Nest.of(o);
    complaint = space(nest);
    if (complaint == null) {
      complaint = operands(nest);
    }
    if (complaint == null) {
      complaint = writes(nest);
    }
    for (int body = 0; body < nest.bodies() && complaint == null; body++) {
      complaint = body(nest, body);
    }
    return complaint;
  }

  /// The lengths of the attributes' lists, and their words.
  private static @Nullable String lists(Operation o) {
    Attributes a = o.attributes();
    int dims = a.array("extents").size();
    int bodies = o.regions().size();
    int maps = Math.toIntExact(a.integer("ins") + a.integer("outs"));
    if (a.array("maps").size() != maps) {
      return "`maps` holds one map for each in and out, "
          + maps
          + ", found "
          + a.array("maps").size();
    }
    if (a.array("kinds").size() != dims * bodies) {
      return "`kinds` holds one word for each dimension of each body, %d, found %d"
          .formatted(dims * bodies, a.array("kinds").size());
    }
    for (String word : a.strings("kinds")) {
      if (Nest.Kind.parse(word) == null) {
        return "a dimension is parallel, reduction or window, found \"" + word + "\"";
      }
    }
    int writes = a.has("writes") ? a.array("writes").size() : 1;
    return writes == bodies
        ? null
        : "`writes` says for each of " + bodies + " bodies what it writes, found " + writes;
  }

  private static @Nullable String space(Nest nest) {
    for (long extent : nest.extents()) {
      if (extent < 0) {
        return "an extent is 0 or more, found " + extent;
      }
    }
    Set<Long> seen = new HashSet<>();
    for (long dim : nest.bounded()) {
      if (dim < 0 || dim >= nest.dims() || !seen.add(dim)) {
        return "`bounded` holds each dimension once at most, found d" + dim;
      }
    }
    for (Value bound : nest.bounds()) {
      if (bound.type() != Scalar.I64) {
        return "a bound of a nest is i64, found " + bound.type();
      }
    }
    return null;
  }

  private static @Nullable String operands(Nest nest) {
    for (int i = 0; i < nest.operands().size(); i++) {
      Type type = nest.operands().get(i).type();
      AffineMap map = nest.map(i);
      if (map.dims() != nest.dims() || map.rank() != Nest.rankOf(type)) {
        return "map " + map + " does not lead from " + nest.dims() + " dimensions to " + type;
      }
      String complaint = inside(nest, map, type);
      if (complaint == null && i >= nest.ins().size()) {
        complaint = out(type);
      }
      if (complaint != null) {
        return complaint;
      }
    }
    return null;
  }

  /// Every point lies inside a tile; what a buffer's extents are shows when the nest runs.
  private static @Nullable String inside(Nest nest, AffineMap map, Type operand) {
    long[] extents = nest.extents().stream().mapToLong(n -> n).toArray();
    if (nest.extents().contains(0L)) {
      return null;
    }
    for (int axis = 0; axis < map.rank(); axis++) {
      AffineExpr at = map.result(axis);
      try {
        long least = at.least(extents);
        long most = at.most(extents);
        if (operand instanceof TileType tile && (least < 0 || most >= tile.shape().get(axis))) {
          return "%s reaches %d to %d on axis %d of %s".formatted(map, least, most, axis, tile);
        }
      } catch (ArithmeticException tooLarge) {
        return map + " reaches beyond 64 bits";
      }
    }
    return null;
  }

  private static @Nullable String out(Type type) {
    if (type instanceof Scalar) {
      return "an out of a nest is a tile or a buffer, found " + type;
    }
    Scalar element = type instanceof TileType t ? t.element() : null;
    if (type instanceof org.tosc.tir.ir.BufferType b) {
      element = b.element();
    }
    return element != null && element == element.arithmetic()
        ? null
        : "elements of type " + element + " are only read, found an out " + type;
  }

  private static @Nullable String writes(Nest nest) {
    Set<Long> all = new HashSet<>();
    for (List<Long> body : nest.writes()) {
      Set<Long> seen = new HashSet<>();
      for (long out : body) {
        if (out < 0 || out >= nest.outs().size() || !seen.add(out)) {
          return "`writes` holds each out of a body once at most, found " + out;
        }
      }
      all.addAll(seen);
    }
    return all.size() == nest.outs().size() ? null : "an out is written by no body";
  }

  private static @Nullable String body(Nest nest, int body) {
    List<Type> wanted = new ArrayList<>();
    nest.operands().forEach(v -> wanted.add(Nest.elementOf(v.type())));
    List<Type> found = Value.types(nest.body(body).params());
    if (!wanted.equals(found)) {
      return "body " + body + " of a nest takes " + wanted + ", found " + found;
    }
    for (int dim = 0; dim < nest.dims(); dim++) {
      String complaint = kind(nest, body, dim);
      if (complaint != null) {
        return complaint;
      }
    }
    return null;
  }

  private static @Nullable String kind(Nest nest, int body, int dim) {
    List<AffineMap> written =
        nest.writes(body).stream().map(out -> nest.outMap(out.intValue())).toList();
    List<AffineMap> read = nest.maps().subList(0, nest.ins().size());
    Nest.Kind is = Nest.kindOf(dim, written, read);
    Nest.Kind said = nest.kind(body, dim);
    if (is == null) {
      return "d%d is a coordinate of its own in every out that body %d writes, or in none"
          .formatted(dim, body);
    }
    boolean holds = is == said || (is == Nest.Kind.WINDOW && said == Nest.Kind.REDUCTION);
    return holds
        ? null
        : "d%d is %s in body %d, found %s".formatted(dim, is.text(), body, said.text());
  }

  /// What a body yields: the elements of the outs that it writes.
  static List<Type> yielded(Operation o, int body) {
    if (lists(o) != null || writes(Nest.of(o)) != null) {
      return List.of(); // the nest itself has its complaint
    }
    Nest nest = Nest.of(o);
    return nest.writes(body).stream()
        .<Type>map(out -> Nest.elementOf(nest.outs().get(out.intValue()).type()))
        .toList();
  }

  /// Rule 13, for one operation inside a body.
  static @Nullable String insideBody(Operation nest, Operation o) {
    boolean control = o.op() == CoreOp.IF || o.op() == CoreOp.YIELD;
    boolean pure = o.op() instanceof CoreOp && o.op().is(Trait.PURE);
    if (!control && !pure && o.op() != KernelOp.INDEX) {
      return "the body of a nest holds pure scalar operations, found " + o.op().mnemonic();
    }
    for (Value value : o.operands()) {
      if (!(value.type() instanceof Scalar)) {
        return "the body of a nest computes with scalars, found " + value.type();
      }
    }
    for (Value value : o.results()) {
      if (!(value.type() instanceof Scalar)) {
        return "the body of a nest computes with scalars, found " + value.type();
      }
    }
    long dims = nest.attributes().array("extents").size();
    long dim = o.op() == KernelOp.INDEX ? o.attributes().integer("dim") : 0;
    return dim < 0 || (dim >= dims && o.op() == KernelOp.INDEX)
        ? "the nest has no dimension " + dim
        : null;
  }
}
