package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.typed.ScalarFn;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks what is called and what paths mean.
final class Calls {
  private final FunctionChecker in;
  private final FunctionCalls functions;
  private final Structs structs;

  Calls(FunctionChecker in) {
    this.in = in;
    this.functions = new FunctionCalls(in);
    this.structs = new Structs(in);
  }

  /// What a path means: a function (with the arguments written after its last name), a type and a
  /// name in it, or something of the library.
  private sealed interface Meaning {
    record Function(TFunction function, List<GenericArg> args) implements Meaning {}

    record Variant(Declared declared, List<GenericArg> args, Declared.Variant variant)
        implements Meaning {}

    record Constant(Symbol.Constant constant) implements Meaning {}

    /// `Tensor::rand`, `math::exp`, `print`.
    record Library(String name) implements Meaning {}

    /// Nothing; it has been reported.
    record Nothing() implements Meaning {}
  }

  TExpr of(Expr.Call call, @Nullable Ty expected) {
    Expr callee = call.callee();
    if (callee instanceof Expr.Index(var kernel, var grid, var span)
        && meaningOfKernel(kernel) instanceof Meaning.Function(var function, var args)) {
      return functions.launch(function, args, grid, span, call);
    }
    Expr.Path path = callee instanceof Expr.Path p ? p : asPath(callee);
    if (path != null && !isVariable(path)) {
      return named(path, call, expected);
    }
    if (callee instanceof Expr.Field(var object, var name, _)) {
      return method(in.expressions.of(object, null), name.text(), name.span(), call, expected);
    }
    return valueCall(in.expressions.of(callee, null), call);
  }

  private @Nullable Meaning meaningOfKernel(Expr kernel) {
    boolean isName = kernel instanceof Expr.Path p && !isVariable(p);
    return isName ? meaning((Expr.Path) kernel) : null;
  }

  private boolean isVariable(Expr.Path path) {
    String name = path.simple();
    return name != null && in.scope().find(name) != null;
  }

  /// `Device.ALL` as `Device::ALL`: members of modules and types are paths; null for other members.
  Expr.@Nullable Path asPath(Expr expr) {
    List<Expr.Segment> segments = new ArrayList<>();
    Expr head = expr;
    while (head instanceof Expr.Field(var object, var name, var span)) {
      segments.addFirst(new Expr.Segment(name, List.of(), span));
      head = object;
    }
    if (segments.isEmpty() || !(head instanceof Expr.Path path) || isVariable(path)) {
      return null;
    }
    List<Expr.Segment> all = new ArrayList<>(path.segments());
    all.addAll(segments);
    return isPath(all) ? new Expr.Path(all, expr.span()) : null;
  }

  /// Whether names that are joined by `.` are one path: through files, to one member of a type.
  private boolean isPath(List<Expr.Segment> names) {
    Symbol.Found found = in.types().follow(names.stream().map(Expr.Segment::name).toList());
    int at = found.length();
    return switch (found.symbol()) {
      case Symbol.OfType _ -> names.size() == at + 1;
      case Symbol.OfFunction _, Symbol.OfConstant _ -> at > 1 && names.size() == at;
      case Symbol.OfLibrary _, Symbol.OfFile _ -> true;
      case null -> at > 1 || LibraryNames.isRoot(names.getFirst().name().text());
    };
  }

  /// A path that stands where a value is needed.
  TExpr value(Expr.Path path, @Nullable Ty expected) {
    return switch (meaning(path)) {
      case Meaning.Function(var function, var args) ->
          functions.reference(function, args, expected, path.span());
      case Meaning.Variant(var declared, var args, var variant) ->
          structs.variant(declared, args, variant, List.of(), expected, path.span());
      case Meaning.Constant(var constant) -> Constants.of(in, constant, path.span());
      case Meaning.Library(String name) -> in.library.value(name, path.span());
      case Meaning.Nothing() -> new TExpr.Broken(path.span());
    };
  }

  private TExpr named(Expr.Path path, Expr.Call call, @Nullable Ty expected) {
    return switch (meaning(path)) {
      case Meaning.Function(var function, var args) ->
          functions.call(function, args, null, call, expected);
      case Meaning.Variant(var declared, var args, var variant) ->
          structs.variant(declared, args, variant, call.args(), expected, call.span());
      case Meaning.Constant(var constant) ->
          valueCall(Constants.of(in, constant, path.span()), call);
      case Meaning.Library(String name) -> library(name, path.span(), call, expected);
      case Meaning.Nothing() -> broken(call);
    };
  }

  private TExpr library(String name, Span nameSpan, Expr.Call call, @Nullable Ty expected) {
    String plain = name.startsWith("math::") ? name.substring(6) : name;
    if (in.tiles.has(plain) && !name.startsWith("Tensor::")) {
      return in.tiles.call(plain, nameSpan, call, expected);
    }
    ScalarFn fn = ScalarFn.named(plain);
    return fn != null
        ? in.tiles.scalar(fn, nameSpan, call, expected)
        : in.library.call(name, nameSpan, call, expected);
  }

  private TExpr broken(Expr.Call call) {
    call.args().forEach(a -> in.expressions.of(a.value(), null));
    return new TExpr.Broken(call.span());
  }

  private Meaning meaning(Expr.Path path) {
    List<Expr.Segment> segments = path.segments();
    Symbol.Found found = in.types().follow(path.names());
    int at = found.length();
    if (found.symbol() == null && at == 1) {
      return prelude(path, segments.getFirst().name().text());
    }
    List<Expr.Segment> rest = segments.subList(at, segments.size());
    List<GenericArg> args = segments.get(at - 1).args();
    return switch (found.symbol()) {
      case Symbol.OfFunction(var function) when rest.isEmpty() ->
          new Meaning.Function(function, args);
      case Symbol.OfConstant(var constant) when rest.isEmpty() -> new Meaning.Constant(constant);
      case Symbol.OfType(var declared) when rest.size() == 1 ->
          member(declared, args, rest.getFirst());
      case Symbol.OfLibrary(String name) -> library(name, rest);
      case null -> unknown(path, path.text());
      case Symbol other -> {
        in.report(
            Code.E1204,
            path.span(),
            "`" + path.text() + "` is " + other.words() + ", a value is needed here");
        yield new Meaning.Nothing();
      }
    };
  }

  /// A name of the library, or one in it.
  private static Meaning library(String name, List<Expr.Segment> rest) {
    List<String> names = new ArrayList<>(List.of(name.replace(".", "::")));
    rest.forEach(s -> names.add(s.name().text()));
    return new Meaning.Library(String.join("::", names));
  }

  private Meaning member(Declared declared, List<GenericArg> args, Expr.Segment member) {
    String name = member.name().text();
    TFunction function = in.program().method(declared, name);
    if (function != null) {
      return new Meaning.Function(function, args.isEmpty() ? member.args() : args);
    }
    Declared.Variant variant = declared.isEnum() ? declared.variant(name) : null;
    if (variant != null) {
      return new Meaning.Variant(declared, args, variant);
    }
    List<String> names = new ArrayList<>(in.program().methodNames(declared));
    if (declared.isEnum()) {
      declared.variants().forEach(v -> names.add(v.name()));
    }
    in.report(
        Suggestions.note(
            Diagnostic.of(
                    Code.E1209,
                    member.name().span(),
                    "`"
                        + declared.name()
                        + "` has no "
                        + (declared.isEnum() ? "variant or function" : "function")
                        + " `"
                        + name
                        + "`")
                .label(declared.span(), "declared here"),
            member.name().span(),
            name,
            names));
    return new Meaning.Nothing();
  }

  private Meaning prelude(Expr.Path path, String first) {
    String text = path.text();
    if (LibraryNames.isRoot(first) || in.library.has(text) || in.tiles.has(text)) {
      return new Meaning.Library(text);
    }
    return ScalarFn.named(text) != null ? new Meaning.Library(text) : unknown(path, first);
  }

  private Meaning unknown(Expr.Path path, String name) {
    TreeSet<String> names = new TreeSet<>(in.scope().all());
    names.addAll(in.file().symbols().keySet());
    names.addAll(in.generics().keySet());
    names.addAll(in.library.names());
    names.addAll(in.tiles.names());
    Span at = path.segments().getFirst().name().span();
    if (path.simple() != null) {
      in.missing(name, at);
    }
    Diagnostic diagnostic = Diagnostic.of(Code.E1201, at, "nothing is called `" + name + "`");
    String withheld = in.file().reason(path.names());
    if (withheld != null) {
      in.report(
          diagnostic.note("`" + path.names().getLast().text() + "` is not offered: " + withheld));
      return new Meaning.Nothing();
    }
    if (Types.builtin(name) != null) {
      diagnostic = diagnostic.note("`" + name + "` is a type; `x as " + name + "` converts");
      in.report(diagnostic);
    } else {
      Diagnostic variant = variant(diagnostic, at, name);
      in.report(variant != null ? variant : Suggestions.note(diagnostic, at, name, names));
    }
    return new Meaning.Nothing();
  }

  /// The diagnostic with the enum before the name, where one has such a variant.
  private @Nullable Diagnostic variant(Diagnostic diagnostic, Span at, String name) {
    for (Symbol symbol : in.file().symbols().values()) {
      if (symbol instanceof Symbol.OfType(Declared declared)
          && declared.isEnum()
          && declared.variant(name) != null) {
        String full = declared.name() + "::" + name;
        return diagnostic
            .note("`" + name + "` is a variant of `" + declared.name() + "`")
            .fix("write `" + full + "`", List.of(new Diagnostic.Edit(at, full)));
      }
    }
    return null;
  }

  // Methods and function values.

  private TExpr method(
      TExpr object, String name, Span nameSpan, Expr.Call call, @Nullable Ty expected) {
    Ty type = object.type().settled();
    if (type.isSilent()) {
      return broken(call);
    }
    if (type instanceof Ty.Named(Declared declared, _)) {
      TFunction function = in.program().method(declared, name);
      if (function != null && function.isMethod()) {
        return functions.call(function, List.of(), object, call, expected);
      }
      boolean isField = !declared.isEnum() && declared.variants().getFirst().index(name) >= 0;
      return isField
          ? valueCall(in.expressions.field(object, name, nameSpan, call.callee().span()), call)
          : noMethod(declared, name, nameSpan, call);
    }
    if (type instanceof Ty.Tile && in.tiles.has(name)) {
      return in.tiles.method(object, name, nameSpan, call, expected);
    }
    ScalarFn fn = ScalarFn.named(name);
    if (fn != null && (type instanceof Ty.Tile || type.isNumber())) {
      return in.tiles.scalarMethod(fn, object, nameSpan, call);
    }
    return in.library.method(object, name, nameSpan, call);
  }

  private TExpr noMethod(Declared declared, String name, Span nameSpan, Expr.Call call) {
    in.report(
        Suggestions.note(
            Diagnostic.of(
                    Code.E1209, nameSpan, "`" + declared.name() + "` has no method `" + name + "`")
                .label(declared.span(), "declared here"),
            nameSpan,
            name,
            in.program().methodNames(declared)));
    return broken(call);
  }

  private TExpr valueCall(TExpr callee, Expr.Call call) {
    if (!(callee.type().settled() instanceof Ty.Fn(var params, var result))) {
      if (!callee.type().isSilent()) {
        in.report(
            Code.E1316, call.callee().span(), "`" + callee.type().settled() + "` cannot be called");
      }
      return broken(call);
    }
    if (call.args().size() != params.size()) {
      in.report(
          Code.E1304,
          call.span(),
          "this function takes "
              + Types.count(params.size(), "argument")
              + ", found "
              + call.args().size());
      return broken(call);
    }
    List<TExpr> args = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      Arg arg = call.args().get(i);
      TExpr value = in.expressions.of(arg.value(), params.get(i));
      args.add(in.coerce(value, params.get(i), Code.E1301, callee.span()));
    }
    return new TExpr.CallValue(callee, args, result, call.span());
  }

  /// Whether everything generic of a function is known and its conditions hold.
  boolean complete(TFunction function, FunctionCalls.Binding binding, Span span) {
    return functions.complete(function, binding, span);
  }

  TExpr struct(Expr.StructLit literal, @Nullable Ty expected) {
    return structs.literal(literal, expected);
  }

  /// The variable that a path of one name means, or null.
  @Nullable Variable variable(Expr expr) {
    return expr instanceof Expr.Path path && path.simple() != null
        ? in.scope().find(path.text())
        : null;
  }
}
