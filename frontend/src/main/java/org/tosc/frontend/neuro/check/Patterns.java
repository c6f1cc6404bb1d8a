package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Pattern;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.typed.TPattern;
import org.tosc.frontend.neuro.typed.Variable;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks patterns and `match`.
final class Patterns {
  private final FunctionChecker in;

  Patterns(FunctionChecker in) {
    this.in = in;
  }

  /// The pattern for a value of `type`; its names are declared in the open scope.
  TPattern of(Pattern pattern, Ty type, Stmt.Kind kind) {
    return of(pattern, type.settled(), kind, new HashMap<>());
  }

  private TPattern of(Pattern pattern, Ty type, Stmt.Kind kind, Map<String, Variable> bound) {
    return switch (pattern) {
      case Pattern.Wildcard(var span) -> new TPattern.Any(span);
      case Pattern.Binding(var name, var mutable, var span) -> {
        Symbol.@Nullable OfConstant constant = constant(name.text());
        yield constant != null && kind == Stmt.Kind.LET
            ? equal(constant.constant().syntax().value(), type, span)
            : bind(name.text(), type, mutable ? Stmt.Kind.VAR : kind, name.span(), bound);
      }
      case Pattern.Literal(var value, var span) -> equal(value, type, span);
      case Pattern.Range(var from, var to, var inclusive, var span) -> {
        TExpr.Const low = constant(from, type);
        TExpr.Const high = constant(to, type);
        yield low == null || high == null
            ? new TPattern.Any(span)
            : new TPattern.Between(low, high, inclusive, span);
      }
      case Pattern.Tuple(var items, var span) -> tuple(items, type, kind, span, bound);
      case Pattern.Variant(var path, var items, var span) ->
          variant(path, items, type, kind, span, bound);
      case Pattern.Struct struct -> struct(struct, type, kind, bound);
      case Pattern.Or(var alternatives, var span) -> or(alternatives, type, kind, span, bound);
      case Pattern.Malformed(var span) -> new TPattern.Any(span);
    };
  }

  private Symbol.@Nullable OfConstant constant(String name) {
    return in.file().find(name) instanceof Symbol.OfConstant c ? c : null;
  }

  private TPattern bind(
      String name, Ty type, Stmt.Kind kind, Span span, Map<String, Variable> bound) {
    Variable before = bound.get(name);
    if (before != null) {
      in.report(
          Diagnostic.of(Code.E1314, span, "the pattern binds `" + name + "` twice")
              .label(before.span(), "the first one"));
    }
    Variable variable = in.declare(name, type, kind, span);
    bound.put(name, variable);
    return new TPattern.Bind(variable, span);
  }

  private TPattern equal(Expr value, Ty type, Span span) {
    TExpr.Const constant = constant(value, type);
    return constant == null ? new TPattern.Any(span) : new TPattern.Equal(constant, span);
  }

  private TExpr.@Nullable Const constant(Expr value, Ty type) {
    TExpr made = in.coerce(in.expressions.of(value, type), type, Code.E1314, null);
    if (made instanceof TExpr.Const constant) {
      return constant;
    }
    if (!made.type().isSilent()) {
      in.report(Code.E1314, value.span(), "a pattern compares with numbers, texts and constants");
    }
    return null;
  }

  private TPattern tuple(
      List<Pattern> items, Ty type, Stmt.Kind kind, Span span, Map<String, Variable> bound) {
    if (items.isEmpty() && type == Ty.Basic.UNIT) {
      return new TPattern.Any(span);
    }
    if (type instanceof Ty.Tuple(var types) && types.size() == items.size()) {
      List<TPattern> made = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        made.add(of(items.get(i), types.get(i).settled(), kind, bound));
      }
      return new TPattern.Items(made, span);
    }
    mismatch(type, span, "a pattern of " + Types.count(items.size(), "item"));
    items.forEach(i -> of(i, Ty.Basic.ERROR, kind, bound));
    return new TPattern.Any(span);
  }

  private void mismatch(Ty type, Span span, String what) {
    if (!type.isSilent()) {
      in.report(Code.E1314, span, what + " does not fit a value of type `" + type + "`");
    }
  }

  private TPattern variant(
      Expr.Path path,
      List<Pattern> items,
      Ty type,
      Stmt.Kind kind,
      Span span,
      Map<String, Variable> bound) {
    if (!(type instanceof Ty.Named(Declared declared, List<Object> args)) || !declared.isEnum()) {
      mismatch(type, span, "the variant `" + path.text() + "`");
      items.forEach(i -> of(i, Ty.Basic.ERROR, kind, bound));
      return new TPattern.Any(span);
    }
    Declared.Variant variant = isOther(path, declared) ? null : variant(path, declared);
    if (variant == null) {
      items.forEach(i -> of(i, Ty.Basic.ERROR, kind, bound));
      return new TPattern.Any(span);
    }
    if (items.size() != variant.fields().size()) {
      in.report(
          Diagnostic.of(
                  Code.E1314,
                  span,
                  "`"
                      + variant.name()
                      + "` has "
                      + Types.count(variant.fields().size(), "field")
                      + ", the pattern has "
                      + items.size())
              .label(variant.span(), "declared here"));
    }
    Bindings bindings = Bindings.of(declared.params(), args);
    List<TPattern> fields = new ArrayList<>();
    for (int i = 0; i < variant.fields().size(); i++) {
      Ty field = bindings.apply(variant.fields().get(i).type());
      fields.add(i < items.size() ? of(items.get(i), field, kind, bound) : new TPattern.Any(span));
    }
    return new TPattern.Variant(declared.variants().indexOf(variant), fields, span);
  }

  /// Whether the path names a variant of another enum, which is reported.
  private boolean isOther(Expr.Path path, Declared declared) {
    List<Ident> names = path.names();
    Symbol named = in.types().symbol(names.subList(0, names.size() - 1));
    if (!(named instanceof Symbol.OfType(Declared other)) || other == declared) {
      return false;
    }
    in.report(
        Diagnostic.of(
                Code.E1314,
                path.span(),
                "expected a variant of `" + declared + "`, found one of `" + other + "`")
            .label(declared.span(), "`" + declared + "` is declared here"));
    return true;
  }

  private Declared.@Nullable Variant variant(Expr.Path path, Declared declared) {
    String name = path.segments().getLast().name().text();
    Declared.Variant variant = declared.variant(name);
    if (variant == null) {
      in.report(
          Suggestions.note(
              Diagnostic.of(
                      Code.E1209,
                      path.span(),
                      "the enum `" + declared.name() + "` has no variant `" + name + "`")
                  .label(declared.span(), "declared here"),
              path.segments().getLast().name().span(),
              name,
              declared.variants().stream().map(Declared.Variant::name).toList()));
    }
    return variant;
  }

  private TPattern struct(
      Pattern.Struct pattern, Ty type, Stmt.Kind kind, Map<String, Variable> bound) {
    if (!(type instanceof Ty.Named(Declared declared, List<Object> args))) {
      mismatch(type, pattern.span(), "the pattern `" + pattern.path().text() + " { … }`");
      pattern.fields().forEach(f -> field(f, Ty.Basic.ERROR, kind, bound));
      return new TPattern.Any(pattern.span());
    }
    Declared.Variant variant =
        declared.isEnum() ? variant(pattern.path(), declared) : declared.variants().getFirst();
    if (variant == null) {
      return new TPattern.Any(pattern.span());
    }
    Bindings bindings = Bindings.of(declared.params(), args);
    List<TPattern> fields = new ArrayList<>();
    variant.fields().forEach(f -> fields.add(new TPattern.Any(pattern.span())));
    for (Pattern.FieldPattern field : pattern.fields()) {
      int index = variant.index(field.name().text());
      if (index < 0) {
        in.report(
            Code.E1209,
            field.name().span(),
            "`" + variant.name() + "` has no field `" + field.name().text() + "`");
      } else {
        Ty fieldType = bindings.apply(variant.fields().get(index).type());
        fields.set(index, field(field, fieldType, kind, bound));
      }
    }
    if (!pattern.rest() && pattern.fields().size() < fields.size()) {
      in.report(
          Diagnostic.of(
                  Code.E1314,
                  pattern.span(),
                  "the pattern names "
                      + pattern.fields().size()
                      + " of "
                      + Types.count(fields.size(), "field"))
              .note("`..` stands for the others"));
    }
    return declared.isEnum()
        ? new TPattern.Variant(declared.variants().indexOf(variant), fields, pattern.span())
        : new TPattern.Items(fields, pattern.span());
  }

  private TPattern field(
      Pattern.FieldPattern field, Ty type, Stmt.Kind kind, Map<String, Variable> bound) {
    return field.pattern() != null
        ? of(field.pattern(), type.settled(), kind, bound)
        : bind(field.name().text(), type, kind, field.name().span(), bound);
  }

  private TPattern or(
      List<Pattern> alternatives, Ty type, Stmt.Kind kind, Span span, Map<String, Variable> bound) {
    List<TPattern> made = new ArrayList<>();
    boolean reported = false;
    for (Pattern alternative : alternatives) {
      Map<String, Variable> own = new HashMap<>();
      made.add(of(alternative, type, kind, own));
      if (!own.isEmpty() && !reported) {
        in.report(
            Code.E1314,
            alternative.span(),
            "alternatives cannot bind names; write an arm for each");
        reported = true;
      }
      bound.putAll(own);
    }
    return new TPattern.Or(made, span);
  }

  /// Reports a pattern of `let` or `for` that does not fit every value.
  void mustFit(TPattern pattern, Ty type, Span span) {
    List<String> missing = Exhaustive.missing(List.of(new Exhaustive.Row(pattern)), type.settled());
    if (!missing.isEmpty() && !type.isSilent()) {
      in.report(
          Diagnostic.of(Code.E1312, span, "the pattern does not fit `" + missing.getFirst() + "`")
              .note("`match` tells cases apart"));
    }
  }

  TExpr match(Expr.Match match, @Nullable Ty expected) {
    TExpr subject = in.expressions.of(match.subject(), null);
    List<TExpr.Arm> arms = new ArrayList<>();
    List<Exhaustive.Row> rows = new ArrayList<>();
    Ty type = Ty.Basic.NEVER;
    Span reason = match.span();
    boolean faulty = false;
    for (Expr.Arm arm : match.arms()) {
      in.enter();
      int before = in.program().reported();
      TPattern pattern = of(arm.pattern(), subject.type(), Stmt.Kind.LET);
      faulty |= in.program().reported() > before;
      if (!faulty) {
        reached(pattern, rows, subject.type().settled());
      }
      TExpr guard = arm.guard() == null ? null : in.expressions.condition(arm.guard());
      TExpr body = in.expressions.of(arm.body(), expected != null ? expected : wanted(type));
      in.leave();
      type = in.expressions.join(type, body, reason);
      reason = arm.body().span();
      arms.add(new TExpr.Arm(pattern, guard, body));
      if (guard == null) {
        rows.add(new Exhaustive.Row(pattern));
      }
    }
    if (!faulty) {
      exhaustive(match, subject.type().settled(), rows);
    }
    return new TExpr.Match(subject, arms, type, match.span());
  }

  private void reached(TPattern pattern, List<Exhaustive.Row> above, Ty type) {
    if (type.isSilent() || Reached.any(above, pattern, type)) {
      return;
    }
    Diagnostic diagnostic = Diagnostic.of(Code.E1313, pattern.span(), "no value gets to this arm");
    boolean allFit = Exhaustive.missing(above, type).isEmpty();
    in.report(diagnostic.note(allFit ? "the arms above fit everything" : "an arm above fits it"));
  }

  private static @Nullable Ty wanted(Ty soFar) {
    return soFar.isSilent() || soFar == Ty.Basic.UNIT ? null : soFar;
  }

  private void exhaustive(Expr.Match match, Ty type, List<Exhaustive.Row> rows) {
    if (type.isSilent()) {
      return;
    }
    List<String> missing = Exhaustive.missing(rows, type);
    if (!missing.isEmpty()) {
      String cases = String.join("`, `", missing);
      in.report(
          Diagnostic.of(
                  Code.E1312, match.subject().span(), "`match` has no arm for `" + cases + "`")
              .note("`_ => …` fits everything else"));
    }
  }
}
