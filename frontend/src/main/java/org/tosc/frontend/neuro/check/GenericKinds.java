package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Generic;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.ast.Node;
import org.tosc.frontend.neuro.ast.TypeExpr;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.GenericParam.Bound;
import org.tosc.frontend.neuro.types.GenericParam.Kind;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// Finds what each generic parameter stands for: its bound says it, or the first place of the
/// signature where it stands (an extent, an element type). A layout must be declared `L: Layout`.
final class GenericKinds {
  private static final Map<String, Bound> BOUNDS =
      Map.of(
          "Any",
          Bound.ANY,
          "Copy",
          Bound.COPY,
          "Number",
          Bound.NUMBER,
          "Int",
          Bound.INT,
          "Float",
          Bound.FLOAT);

  private final Program program;
  private final Symbol.FileNames file;
  private final Map<String, Generic> declared = new LinkedHashMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();

  private GenericKinds(Program program, Symbol.FileNames file) {
    this.program = program;
    this.file = file;
  }

  /// The parameters by name, in order; `signature` are the types and conditions that mention them.
  static Map<String, GenericParam> of(
      Program program, Symbol.FileNames file, List<Generic> generics, List<Node> signature) {
    GenericKinds finder = new GenericKinds(program, file);
    generics.forEach(finder::declare);
    signature.forEach(finder::visit);
    return finder.params();
  }

  private void declare(Generic generic) {
    Generic before = declared.putIfAbsent(generic.name().text(), generic);
    if (before != null) {
      program.report(
          Diagnostic.of(
                  Code.E1202,
                  generic.span(),
                  "two generic parameters are called `" + generic.name().text() + "`")
              .label(before.span(), "the first one"));
    }
  }

  private Map<String, GenericParam> params() {
    Map<String, GenericParam> params = new LinkedHashMap<>();
    declared.forEach((name, generic) -> params.put(name, param(name, generic)));
    return params;
  }

  private GenericParam param(String name, Generic generic) {
    if (generic.bound() == null) {
      Kind kind = kinds.getOrDefault(name, Kind.EXTENT);
      return new GenericParam(name, kind, Bound.ANY, generic.name().span());
    }
    String bound = generic.bound().text();
    if (bound.equals("Layout")) {
      return new GenericParam(name, Kind.LAYOUT, Bound.ANY, generic.name().span());
    }
    if (bound.equals("index")) {
      return new GenericParam(name, Kind.EXTENT, Bound.ANY, generic.name().span());
    }
    Bound found = BOUNDS.get(bound);
    if (found == null) {
      program.report(
          Diagnostic.of(
              Code.E1205,
              generic.bound().span(),
              "a bound is `Number`, `Int`, `Float`, `Copy`, `Any`, `Layout` or `index`, found `"
                  + bound
                  + "`"));
    }
    Bound kept = found == null ? Bound.ANY : found;
    return new GenericParam(name, Kind.TYPE, kept, generic.name().span());
  }

  private void visit(Node node) {
    switch (node) {
      case TypeExpr type -> type(type);
      case Expr expr -> extent(expr);
      case Node other -> other.children().forEach(this::visit);
    }
  }

  private void type(TypeExpr type) {
    switch (type) {
      case TypeExpr.Named named -> named(named);
      case TypeExpr.Tuple(var items, _) -> items.forEach(this::type);
      case TypeExpr.Array(var element, var length, _) -> {
        type(element);
        extent(length);
      }
      case TypeExpr.Fn(var params, var result, _) -> {
        params.forEach(this::type);
        if (result != null) {
          type(result);
        }
      }
      case TypeExpr.Malformed _ -> {}
    }
  }

  private void named(TypeExpr.Named type) {
    note(type.text(), Kind.TYPE);
    switch (type.text()) {
      case "Tile" -> tile(type.args());
      case "Tensor", "View", "View_mut" -> shaped(type.args());
      default -> declaredArguments(type);
    }
  }

  private void tile(List<GenericArg> args) {
    int end = args.size();
    if (end > 0 && isLayout(args.getLast())) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      if (i == end - 1) {
        element(args.get(i));
      } else {
        argument(args.get(i), Kind.EXTENT);
      }
    }
  }

  private boolean isLayout(GenericArg arg) {
    if (arg instanceof GenericArg.OfType(TypeExpr.Named named, _)) {
      return named.text().startsWith("Layout");
    }
    if (arg instanceof GenericArg.OfExpr(Expr.Path path, _)) {
      Generic generic = declared.get(path.text());
      boolean bound =
          generic != null && generic.bound() != null && generic.bound().text().equals("Layout");
      return bound || path.text().startsWith("Layout");
    }
    return false;
  }

  private void shaped(List<GenericArg> args) {
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i) instanceof GenericArg.Extents(var items, _)) {
        items.forEach(this::extent);
      } else if (i == 1) {
        element(args.get(i));
      }
    }
  }

  private void element(GenericArg arg) {
    argument(arg, Kind.TYPE);
  }

  private void declaredArguments(TypeExpr.Named type) {
    Symbol symbol = file.follow(type.path()).whole(type.path().size());
    List<GenericParam> params =
        symbol instanceof Symbol.OfType(var d) ? d.params() : new ArrayList<>();
    for (int i = 0; i < Math.min(params.size(), type.args().size()); i++) {
      argument(type.args().get(i), params.get(i).kind());
    }
  }

  private void argument(GenericArg arg, Kind kind) {
    switch (arg) {
      case GenericArg.OfExpr(Expr.Path path, _) when path.simple() != null ->
          note(path.text(), kind);
      case GenericArg.OfExpr(var value, _) -> extent(value);
      case GenericArg.OfType(var type, _) -> type(type);
      case GenericArg.Extents(var items, _) -> items.forEach(this::extent);
    }
  }

  private void extent(Expr expr) {
    if (expr instanceof Expr.Path path && path.simple() != null) {
      note(path.text(), Kind.EXTENT);
    } else {
      expr.children().forEach(this::visit);
    }
  }

  private void note(String name, Kind kind) {
    if (declared.containsKey(name)) {
      kinds.putIfAbsent(name, kind);
    }
  }
}
