package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.TypeExpr;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Extent;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.TileLayout;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Reads types as they are written, in the scope of one item.
final class Types {
  private static final Map<String, Ty> BASIC =
      Map.of("bool", Ty.Prim.BOOL, "str", Ty.Basic.STR, "Device", Ty.Basic.DEVICE);

  private final Program program;
  private final Symbol.FileNames file;
  private final Map<String, GenericParam> generics;
  private final Extents extents;
  private final @Nullable Ty self;

  Types(
      Program program,
      Symbol.FileNames file,
      Map<String, GenericParam> generics,
      @Nullable Ty self) {
    this.program = program;
    this.file = file;
    this.generics = generics;
    this.self = self;
    this.extents = new Extents(program, file, generics);
  }

  Extents extents() {
    return extents;
  }

  Ty read(TypeExpr type) {
    return switch (type) {
      case TypeExpr.Named named -> named(named);
      case TypeExpr.Tuple(var items, _) ->
          items.isEmpty() ? Ty.Basic.UNIT : new Ty.Tuple(items.stream().map(this::read).toList());
      case TypeExpr.Array(var element, var length, _) ->
          new Ty.Array(read(element), extents.read(length));
      case TypeExpr.Fn(var params, var result, _) ->
          new Ty.Fn(
              params.stream().map(this::read).toList(),
              result == null ? Ty.Basic.UNIT : read(result));
      case TypeExpr.Malformed _ -> Ty.Basic.ERROR;
    };
  }

  private Ty named(TypeExpr.Named type) {
    String name = type.text();
    return switch (name) {
      case "Tile" -> tile(type);
      case "Tensor" -> tensor(type);
      case "View" -> view(type, false);
      case "View_mut" -> view(type, true);
      case "Self" -> self != null ? self : unknown(type.span(), name);
      default -> plain(type, name);
    };
  }

  private Ty plain(TypeExpr.Named type, String name) {
    Ty builtin = builtin(name);
    if (builtin != null) {
      return withoutArguments(type, builtin);
    }
    GenericParam param = generics.get(name);
    if (param != null) {
      if (param.kind() != GenericParam.Kind.TYPE) {
        return error(
            Code.E1204,
            type.span(),
            "`" + name + "` is " + param.kind().words() + ", a type is needed here");
      }
      return withoutArguments(type, new Ty.Param(param));
    }
    return switch (symbol(type.path())) {
      case Symbol.OfType(Declared declared) -> declared(type, declared);
      case null -> unknown(type.span(), name);
      case Symbol other ->
          error(
              Code.E1204,
              type.span(),
              "`" + name + "` is " + other.words() + ", a type is needed here");
    };
  }

  /// A scalar type or another one that needs no declaration; null for other names.
  static @Nullable Ty builtin(String name) {
    Ty basic = BASIC.get(name);
    if (basic != null) {
      return basic;
    }
    Scalar scalar = Scalar.parse(name);
    boolean isWritten = scalar != null && scalar != Scalar.I1;
    return isWritten && scalar != null ? new Ty.Prim(scalar) : null;
  }

  private Ty withoutArguments(TypeExpr.Named type, Ty result) {
    if (!type.args().isEmpty()) {
      report(Code.E1205, type.span(), "`" + type.text() + "` takes no generic arguments");
    }
    return result;
  }

  /// The top-level name that a whole path means, through modules.
  @Nullable Symbol symbol(List<Ident> path) {
    return follow(path).whole(path.size());
  }

  /// Goes along a path as far as it leads through modules; `Self` is the type of the `impl`.
  Symbol.Found follow(List<Ident> path) {
    boolean begins = !path.isEmpty() && path.getFirst().text().equals("Self");
    return begins && self instanceof Ty.Named(Declared declared, _)
        ? new Symbol.Found(new Symbol.OfType(declared), 1)
        : file.follow(path);
  }

  private Ty declared(TypeExpr.Named type, Declared declared) {
    List<Object> args = arguments(type, declared);
    return args == null ? Ty.Basic.ERROR : new Ty.Named(declared, args);
  }

  private @Nullable List<Object> arguments(TypeExpr.Named type, Declared declared) {
    List<GenericParam> params = declared.params();
    if (type.args().size() != params.size()) {
      report(
          Diagnostic.of(
                  Code.E1205,
                  type.span(),
                  "`"
                      + declared.name()
                      + "` has "
                      + count(params.size(), "generic parameter")
                      + ", found "
                      + count(type.args().size(), "argument"))
              .label(declared.span(), "declared here"));
      return null;
    }
    List<Object> args = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      args.add(argument(params.get(i), type.args().get(i)));
    }
    return args;
  }

  /// The argument for a generic parameter of a known kind.
  Object argument(GenericParam param, GenericArg arg) {
    return switch (param.kind()) {
      case EXTENT -> extent(arg);
      case TYPE -> bounded(param, arg);
      case LAYOUT -> layout(arg);
    };
  }

  private Ty bounded(GenericParam param, GenericArg arg) {
    Ty type = type(arg);
    if (type.isSilent() || param.allows(type)) {
      return type;
    }
    report(
        Diagnostic.of(
                Code.E1205,
                arg.span(),
                "`" + param + "` stands for " + param.bound().words() + ", found `" + type + "`")
            .label(param.span(), "declared here"));
    return Ty.Basic.ERROR;
  }

  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private Ty tile(TypeExpr.Named type) {
    List<GenericArg> args = type.args();
    int end = args.size();
    TileLayout layout = TileLayout.row();
    if (end > 0 && isLayout(args.get(end - 1))) {
      layout = layout(args.get(--end));
    }
    if (end < 2 || end > 5) {
      return error(
          Code.E1205,
          type.span(),
          "a tile has 1 to 4 extents and an element type: `Tile<16, 16, f32>`");
    }
    List<Extent> shape = args.subList(0, end - 1).stream().map(this::extent).toList();
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i).isUnknown() && !isQuestion(args.get(i))) {
        return Ty.Basic.ERROR; // it has been reported
      }
      if (shape.get(i).isUnknown()) {
        return error(
            Code.E1406,
            args.get(i).span(),
            "the extents of a tile must be known when the program is compiled");
      }
      if (shape.get(i).isConstant(0)) {
        return error(Code.E1406, args.get(i).span(), "an extent of a tile is at least 1");
      }
    }
    Ty element = element(args.get(end - 1));
    return element.isSilent() ? element : new Ty.Tile(shape, element, layout);
  }

  private static boolean isQuestion(GenericArg arg) {
    return arg.span().text().contains("?");
  }

  private Ty tensor(TypeExpr.Named type) {
    if (type.args().size() != 2 || !(type.args().getFirst() instanceof GenericArg.Extents e)) {
      return error(
          Code.E1205,
          type.span(),
          "a tensor has extents in brackets and an element type: `Tensor<[M, N], f32>`");
    }
    return new Ty.Tensor(extents.all(e.items()), element(type.args().get(1)));
  }

  private Ty view(TypeExpr.Named type, boolean mutable) {
    List<GenericArg> args = type.args();
    boolean form =
        (args.size() == 2 || args.size() == 3) && args.getFirst() instanceof GenericArg.Extents;
    if (!form || !(args.getFirst() instanceof GenericArg.Extents e)) {
      return error(
          Code.E1205,
          type.span(),
          "a view has extents in brackets and an element type: `View<[M, N], f32>`");
    }
    TileLayout layout = args.size() == 3 ? layout(args.get(2)) : TileLayout.row();
    return new Ty.View(extents.all(e.items()), element(args.get(1)), layout, mutable);
  }

  /// Element types are scalars that memory can hold.
  private Ty element(GenericArg arg) {
    Ty type = type(arg);
    boolean fits =
        type.isSilent()
            || type instanceof Ty.Prim
            || (type instanceof Ty.Param(GenericParam p) && p.kind() == GenericParam.Kind.TYPE);
    return fits
        ? type
        : error(Code.E1415, arg.span(), "the elements are scalars, found `" + type + "`");
  }

  private Extent extent(GenericArg arg) {
    return switch (arg) {
      case GenericArg.OfExpr(var value, _) -> extents.read(value);
      case GenericArg.OfType(TypeExpr.Named type, _) when type.args().isEmpty() ->
          extents.read(asPath(type));
      case GenericArg.OfType _, GenericArg.Extents _ -> {
        report(Code.E1205, arg.span(), "a number of elements is needed here");
        yield Extent.UNKNOWN;
      }
    };
  }

  private Ty type(GenericArg arg) {
    return switch (arg) {
      case GenericArg.OfType(var type, _) -> read(type);
      case GenericArg.OfExpr(Expr.Path path, Span span) -> read(asType(path, span));
      case GenericArg.OfExpr _, GenericArg.Extents _ ->
          error(
              Code.E1205,
              arg.span(),
              "a type is needed here, found `" + arg.span().text().strip() + "`");
    };
  }

  private static Expr asPath(TypeExpr.Named type) {
    List<Expr.Segment> segments =
        type.path().stream().map(name -> new Expr.Segment(name, List.of(), name.span())).toList();
    return new Expr.Path(segments, type.span());
  }

  private static TypeExpr asType(Expr.Path path, Span span) {
    return new TypeExpr.Named(
        path.segments().stream().map(Expr.Segment::name).toList(),
        path.segments().getLast().args(),
        span);
  }

  private boolean isLayout(GenericArg arg) {
    String name =
        switch (arg) {
          case GenericArg.OfExpr(Expr.Path path, _) -> path.text();
          case GenericArg.OfType(TypeExpr.Named named, _) -> named.text();
          case GenericArg.OfExpr _, GenericArg.OfType _, GenericArg.Extents _ -> "";
        };
    GenericParam param = generics.get(name);
    return spelled(name).startsWith("Layout")
        || (param != null && param.kind() == GenericParam.Kind.LAYOUT);
  }

  /// A layout: `Layout::RowMajor` and its kin, or a generic parameter.
  TileLayout layout(GenericArg arg) {
    return switch (arg) {
      case GenericArg.OfExpr(Expr.Path path, _) -> layout(path.text(), List.of(), arg.span());
      case GenericArg.OfType(TypeExpr.Named named, _) ->
          layout(named.text(), named.args(), arg.span());
      case GenericArg.OfExpr _, GenericArg.OfType _, GenericArg.Extents _ -> noLayout(arg.span());
    };
  }

  TileLayout layout(String name, List<GenericArg> args, Span span) {
    GenericParam param = generics.get(name);
    if (param != null && param.kind() == GenericParam.Kind.LAYOUT) {
      return new TileLayout.Generic(param);
    }
    return switch (spelled(name)) {
      case "Layout::RowMajor" -> TileLayout.row();
      case "Layout::ColMajor" -> TileLayout.col();
      case "Layout::Blocked" ->
          args.size() == 2
              ? new TileLayout.Blocked(extent(args.getFirst()), extent(args.getLast()))
              : noLayout(span);
      case "Layout::Swizzled" ->
          args.size() == 1 ? new TileLayout.Swizzled(extent(args.getFirst())) : noLayout(span);
      default -> noLayout(span);
    };
  }

  /// The full name of what `use Layout::ColMajor as C` gave a short one.
  private String spelled(String name) {
    return file.find(name) instanceof Symbol.OfLibrary(String full) ? full : name;
  }

  private TileLayout noLayout(Span span) {
    report(
        Code.E1405,
        span,
        "a layout is `Layout::RowMajor`, `Layout::ColMajor`, `Layout::Blocked<r, c>` or"
            + " `Layout::Swizzled<b>`");
    return TileLayout.row();
  }

  private Ty unknown(Span span, String name) {
    Diagnostic diagnostic = Diagnostic.of(Code.E1203, span, "there is no type `" + name + "`");
    program.report(Foreign.type(diagnostic, span, name));
    return Ty.Basic.ERROR;
  }

  private Ty error(Code code, Span span, String message) {
    report(code, span, message);
    return Ty.Basic.ERROR;
  }

  private void report(Code code, Span span, String message) {
    report(Diagnostic.of(code, span, message));
  }

  private void report(Diagnostic diagnostic) {
    program.report(diagnostic);
  }
}
