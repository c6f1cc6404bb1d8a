package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.UnaryOp;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TileFn;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks the functions of the prelude that make and compute tiles and that access memory inside
/// kernels.
final class TileCalls {
  /// The signature of each, in the form of [BuiltinArguments].
  static final Map<String, String> SIGNATURES =
      Map.ofEntries(
          Map.entry("dot", "a, b, acc?"),
          Map.entry("sum", "x, *, axis"),
          Map.entry("argmax", "x, *, axis"),
          Map.entry("transpose", "x, axes?"),
          Map.entry("reshape", "x, shape"),
          Map.entry("to_layout", "x, layout"),
          Map.entry("zeros", "shape, dtype?"),
          Map.entry("full", "shape, value, dtype?"),
          Map.entry("arange", "start, end, dtype?"),
          Map.entry("load", "view, at, *, shape?, pad?"),
          Map.entry("store", "view, at, tile"),
          Map.entry("atomic_add", "view, at, value"),
          Map.entry("program_id", "axis"),
          Map.entry("num_programs", "axis"),
          Map.entry("barrier", ""));

  private static final Set<String> REDUCTIONS = Set.of("max", "min");

  private final FunctionChecker in;
  private final MemoryCalls memory;
  private final Contractions contractions;

  TileCalls(FunctionChecker in) {
    this.in = in;
    this.memory = new MemoryCalls(in, this);
    this.contractions = new Contractions(in, this);
  }

  boolean has(String name) {
    return SIGNATURES.containsKey(name);
  }

  Set<String> names() {
    return SIGNATURES.keySet();
  }

  /// A call whose callee is a name of the prelude.
  TExpr call(String name, Span nameSpan, Expr.Call call, @Nullable Ty expected) {
    BuiltinArguments args = BuiltinArguments.of(in, name, SIGNATURES.getOrDefault(name, ""), call);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    return switch (name) {
      case "dot" -> contractions.dot(args);
      case "sum" -> contractions.reduce(TileFn.SUM, args);
      case "argmax" -> contractions.reduce(TileFn.ARGMAX, args);
      case "transpose" -> transpose(args);
      case "reshape" -> reshape(args);
      case "to_layout" -> toLayout(args);
      case "zeros" -> zeros(args);
      case "full" -> full(args);
      case "arange" -> arange(args);
      case "load" -> memory.load(args, expected);
      case "store" -> memory.store(args, TileFn.STORE);
      case "atomic_add" -> memory.store(args, TileFn.ATOMIC_ADD);
      case "program_id" -> memory.program(TileFn.PROGRAM_ID, args);
      case "num_programs" -> memory.program(TileFn.NUM_PROGRAMS, args);
      case "barrier" ->
          memory.inKernel("barrier", args.span())
              ? new TExpr.Tiles(
                  TileFn.BARRIER, List.of(), List.of(), false, Ty.Basic.UNIT, args.span())
              : new TExpr.Broken(args.span());
      default -> throw new IllegalStateException("no function of tiles is called " + name);
    };
  }

  /// `x.transpose()` is `transpose(x)`.
  TExpr method(TExpr object, String name, Span nameSpan, Expr.Call call, @Nullable Ty expected) {
    return call(name, nameSpan, withReceiver(object, call), expected);
  }

  /// A call with its receiver, which was checked already, as first argument.
  private Expr.Call withReceiver(TExpr object, Expr.Call call) {
    Expr receiver = ((Expr.Field) call.callee()).object();
    in.remember(receiver, object);
    List<Arg> args = new ArrayList<>();
    args.add(new Arg(null, receiver, object.span()));
    args.addAll(call.args());
    return new Expr.Call(call.callee(), args, call.span());
  }

  TExpr scalarMethod(ScalarFn fn, TExpr object, Span nameSpan, Expr.Call call) {
    return scalar(fn, nameSpan, withReceiver(object, call), null);
  }

  // Element by element.

  /// A function of scalars by name; `max` and `min` with `axis` reduce.
  TExpr scalar(ScalarFn fn, Span nameSpan, Expr.Call call, @Nullable Ty expected) {
    boolean hasAxis =
        call.args().stream().anyMatch(a -> a.name() != null && a.name().text().equals("axis"));
    if (hasAxis && REDUCTIONS.contains(fn.text())) {
      BuiltinArguments args = BuiltinArguments.of(in, fn.text(), "x, *, axis", call);
      return args == null
          ? new TExpr.Broken(call.span())
          : contractions.reduce(fn == ScalarFn.MAX ? TileFn.MAX : TileFn.MIN, args);
    }
    if (fn == ScalarFn.CAST) {
      return cast(call);
    }
    String signature = signature(fn);
    BuiltinArguments args = BuiltinArguments.of(in, fn.text(), signature, call);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    List<TExpr> values = new ArrayList<>();
    Ty wanted = fn == ScalarFn.WHERE ? null : expected;
    for (String name : signature.split(", ", -1)) {
      boolean isCondition = name.equals("condition");
      TExpr value = in.expressions.of(args.get(name), isCondition ? Ty.Prim.BOOL : wanted);
      if (!isCondition && !(value.type().settled() instanceof Ty.Open)) {
        wanted = value.type();
      }
      values.add(value);
    }
    return in.operators.apply(fn, values, nameSpan, call.span());
  }

  static String signature(ScalarFn fn) {
    if (fn == ScalarFn.WHERE || fn == ScalarFn.CAST) {
      return fn == ScalarFn.CAST ? "x, dtype" : "condition, a, b";
    }
    return fn.arity() == 1 ? "x" : fn.arity() == 2 ? "a, b" : "a, b, c";
  }

  private TExpr cast(Expr.Call call) {
    BuiltinArguments args = BuiltinArguments.of(in, "cast", signature(ScalarFn.CAST), call);
    if (args == null) {
      return new TExpr.Broken(call.span());
    }
    TExpr value = in.expressions.of(args.get("x"), null);
    return in.operators.cast(value, dtype(args.get("dtype")), call.span());
  }

  /// A type written where a value stands: `f16`.
  Ty dtype(Expr expr) {
    if (expr instanceof Expr.Path path && path.simple() != null) {
      Ty type = Types.builtin(path.text());
      if (type instanceof Ty.Prim) {
        return type;
      }
      var param = in.generics().get(path.text());
      if (param != null && param.kind() == org.tosc.frontend.neuro.types.GenericParam.Kind.TYPE) {
        return new Ty.Param(param);
      }
    }
    in.report(Code.E1203, expr.span(), "an element type is needed here, such as `f32`");
    return Ty.Basic.ERROR;
  }

  // Arguments.

  /// The type of a value that must be a tile, or null where reported.
  Ty.@Nullable Tile tile(TExpr value, String function) {
    Ty type = value.type().settled();
    if (type instanceof Ty.Tile tile) {
      return tile;
    }
    if (!type.isSilent()) {
      Diagnostic diagnostic =
          Diagnostic.of(
              Code.E1301, value.span(), "`" + function + "` takes a tile, found `" + type + "`");
      in.report(
          type instanceof Ty.View || type instanceof Ty.Tensor
              ? diagnostic.note("inside a kernel `load(view, [i, j])` reads a tile")
              : diagnostic);
    }
    return null;
  }

  /// The value of an integer constant, which may be negative, or null.
  @Nullable Long constant(Expr expr) {
    boolean isNegative = expr instanceof Expr.Unary(UnaryOp op, _, _) && op == UnaryOp.NEG;
    Extent value = isNegative ? null : in.types().extents().value(expr);
    if (value == null && expr instanceof Expr.Unary(_, Expr.IntLit(long number, _, _), _)) {
      return -number;
    }
    return value == null || value.constant().isEmpty() ? null : value.constant().getAsLong();
  }

  // Shapes.

  private TExpr transpose(BuiltinArguments args) {
    TExpr value = in.expressions.of(args.get("x"), null);
    if (value.type().settled() instanceof Ty.View) {
      return in.library.transposeView(value, args.span());
    }
    Ty.Tile tile = tile(value, "transpose");
    if (tile == null) {
      return new TExpr.Broken(args.span());
    }
    List<Long> axes = axes(args.find("axes"), tile);
    if (axes == null) {
      return new TExpr.Broken(args.span());
    }
    List<Extent> shape = axes.stream().map(a -> tile.shape().get(a.intValue())).toList();
    TileLayout layout = tile.rank() == 2 ? tile.layout().transposed() : TileLayout.row();
    return new TExpr.Tiles(
        TileFn.TRANSPOSE,
        List.of(value),
        axes,
        false,
        new Ty.Tile(shape, tile.element(), layout),
        args.span());
  }

  /// The permutation; without one the last two axes are exchanged.
  private @Nullable List<Long> axes(@Nullable Expr written, Ty.Tile tile) {
    int rank = tile.rank();
    List<Long> axes = new ArrayList<>();
    if (written == null) {
      for (long i = 0; i < rank; i++) {
        axes.add(i);
      }
      if (rank >= 2) {
        java.util.Collections.swap(axes, rank - 1, rank - 2);
      }
      return axes;
    }
    if (written instanceof Expr.ArrayLit(var items, _)) {
      for (Expr item : items) {
        Long axis = constant(item);
        axes.add(axis == null ? -1 : axis);
      }
    }
    boolean isPermutation =
        axes.size() == rank
            && axes.stream().distinct().count() == rank
            && axes.stream().allMatch(a -> a >= 0 && a < rank);
    if (!isPermutation) {
      in.report(
          Code.E1404,
          written.span(),
          "`axes` names each of the axes 0 to "
              + (rank - 1)
              + " once: `axes = "
              + java.util.stream.IntStream.range(0, rank).map(i -> rank - 1 - i).boxed().toList()
              + "`");
      return null;
    }
    return axes;
  }

  private TExpr reshape(BuiltinArguments args) {
    TExpr value = in.expressions.of(args.get("x"), null);
    Ty.Tile tile = tile(value, "reshape");
    List<Extent> shape = shape(args.get("shape"));
    if (tile == null || shape == null) {
      return new TExpr.Broken(args.span());
    }
    Extent before = product(tile.shape());
    Extent after = product(shape);
    if (!before.same(after)) {
      return in.error(
          Code.E1407,
          args.span(),
          "a tile "
              + tile.shapeText()
              + " has "
              + before
              + " elements, the new shape has "
              + after);
    }
    return new TExpr.Tiles(
        TileFn.RESHAPE,
        List.of(value),
        List.of(),
        false,
        new Ty.Tile(shape, tile.element(), TileLayout.row()),
        args.span());
  }

  private static Extent product(List<Extent> shape) {
    return shape.stream().reduce(Extent.ONE, Extent::times);
  }

  private TExpr toLayout(BuiltinArguments args) {
    TExpr value = in.expressions.of(args.get("x"), null);
    Ty.Tile tile = tile(value, "to_layout");
    if (tile == null) {
      return new TExpr.Broken(args.span());
    }
    Expr written = args.get("layout");
    TileLayout layout =
        written instanceof Expr.Path path
            ? in.types().layout(path.text(), path.segments().getLast().args(), written.span())
            : in.types().layout("", List.of(), written.span());
    return new TExpr.Tiles(
        TileFn.TO_LAYOUT,
        List.of(value),
        List.of(),
        false,
        new Ty.Tile(tile.shape(), tile.element(), layout),
        args.span());
  }

  /// Extents in brackets that are known when the program is compiled; null where reported.
  @Nullable List<Extent> shape(Expr expr) {
    if (!(expr instanceof Expr.ArrayLit(var items, _)) || items.isEmpty() || items.size() > 4) {
      in.report(Code.E1414, expr.span(), "the shape of a tile has 1 to 4 extents: `[16, 16]`");
      return null;
    }
    List<Extent> shape = new ArrayList<>();
    for (Expr item : items) {
      Extent extent = in.types().extents().value(item);
      if (extent == null || extent.isUnknown() || extent.isConstant(0)) {
        in.report(
            Code.E1406,
            item.span(),
            "the extents of a tile are numbers of at least 1, known when the program is compiled");
        return null;
      }
      shape.add(extent);
    }
    return shape;
  }

  // Making tiles.

  private TExpr zeros(BuiltinArguments args) {
    List<Extent> shape = shape(args.get("shape"));
    Ty element = args.has("dtype") ? dtype(args.get("dtype")) : Ty.Prim.F32;
    if (shape == null || element.isSilent() || Packed.isMade(in, element, args.span())) {
      return new TExpr.Broken(args.span());
    }
    Object zero = element.equals(Ty.Prim.BOOL) ? (Object) false : (Object) 0L;
    TExpr value = new TExpr.Const(zero, element, args.span());
    return filled(value, shape, element, args.span());
  }

  private TExpr full(BuiltinArguments args) {
    List<Extent> shape = shape(args.get("shape"));
    Ty wanted = args.has("dtype") ? dtype(args.get("dtype")) : null;
    TExpr value = in.expressions.of(args.get("value"), wanted);
    if (wanted != null) {
      value = in.coerce(value, wanted, Code.E1301, args.get("dtype").span());
    }
    Ty element = value.type().settled();
    boolean isScalar =
        element instanceof Ty.Prim || element instanceof Ty.Open || element instanceof Ty.Param;
    if (!isScalar && !element.isSilent()) {
      return in.error(
          Code.E1415, value.span(), "the elements are scalars, found `" + element + "`");
    }
    return shape == null || element.isSilent() || Packed.isMade(in, element, args.span())
        ? new TExpr.Broken(args.span())
        : filled(value, shape, element, args.span());
  }

  private static TExpr filled(TExpr value, List<Extent> shape, Ty element, Span span) {
    return new TExpr.Tiles(
        TileFn.FULL,
        List.of(value),
        List.of(),
        false,
        new Ty.Tile(shape, element, TileLayout.row()),
        span);
  }

  private TExpr arange(BuiltinArguments args) {
    Extent start = in.types().extents().value(args.get("start"));
    Extent end = in.types().extents().value(args.get("end"));
    Ty element = args.has("dtype") ? dtype(args.get("dtype")) : Ty.Prim.I64;
    if (start == null || end == null) {
      return in.error(
          Code.E1406,
          args.span(),
          "the ends of `arange` must be known when the program is compiled");
    }
    Extent count = end.minus(start);
    if (count.constant().isPresent() && count.constant().getAsLong() < 1) {
      return in.error(Code.E1406, args.span(), "`arange` ends before it begins");
    }
    if (Packed.isMade(in, element, args.span())) {
      return new TExpr.Broken(args.span());
    }
    if (!element.isSilent() && !element.isNumber()) {
      return in.error(Code.E1415, args.span(), "`arange` makes numbers, not `" + element + "`");
    }
    return new TExpr.Tiles(
        TileFn.ARANGE,
        List.of(new TExpr.ExtentValue(start, args.get("start").span())),
        List.of(),
        false,
        new Ty.Tile(List.of(count), element, TileLayout.row()),
        args.span());
  }
}
