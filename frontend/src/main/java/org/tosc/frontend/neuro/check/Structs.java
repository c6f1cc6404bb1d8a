package org.tosc.frontend.neuro.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Arg;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.GenericArg;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.frontend.neuro.types.Bindings;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.frontend.neuro.types.GenericParam;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.frontend.neuro.types.Unify;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Checks the making of structs and of variants of enums.
final class Structs {
  private final FunctionChecker in;

  Structs(FunctionChecker in) {
    this.in = in;
  }

  /// `Shape::Circle(2.0)` or `Shape::Empty`.
  TExpr variant(
      Declared declared,
      List<GenericArg> written,
      Declared.Variant variant,
      List<Arg> args,
      @Nullable Ty expected,
      Span span) {
    if (variant.named()) {
      in.report(
          Diagnostic.of(
                  Code.E1315,
                  span,
                  "`"
                      + variant.name()
                      + "` has named fields: `"
                      + declared.name()
                      + "::"
                      + variant.name()
                      + " { … }`")
              .label(variant.span(), "declared here"));
      args.forEach(a -> in.expressions.of(a.value(), null));
      return new TExpr.Broken(span);
    }
    if (args.size() != variant.fields().size()) {
      in.report(
          Diagnostic.of(
                  Code.E1304,
                  span,
                  "`"
                      + variant.name()
                      + "` has "
                      + Types.count(variant.fields().size(), "field")
                      + ", found "
                      + Types.count(args.size(), "value"))
              .label(variant.span(), "declared here"));
      args.forEach(a -> in.expressions.of(a.value(), null));
      return new TExpr.Broken(span);
    }
    Making making = new Making(declared, written, expected);
    List<TExpr> values = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      values.add(making.field(variant.fields().get(i), args.get(i).value()));
    }
    Ty type = making.type(span);
    return type.isSilent()
        ? new TExpr.Broken(span)
        : new TExpr.Variant(declared.variants().indexOf(variant), values, type, span);
  }

  /// `Point { x: 1.0, ..p }`.
  TExpr literal(Expr.StructLit literal, @Nullable Ty expected) {
    List<Expr.Segment> segments = literal.path().segments();
    Symbol.Found found = in.types().follow(literal.path().names());
    if (!(found.symbol() instanceof Symbol.OfType(Declared declared))) {
      in.report(
          Code.E1203, literal.path().span(), "there is no struct `" + literal.path().text() + "`");
      literal.fields().forEach(f -> in.expressions.of(f.value(), null));
      return new TExpr.Broken(literal.span());
    }
    Declared.Variant variant =
        declared.isEnum()
            ? declared.variant(segments.getLast().name().text())
            : declared.variants().getFirst();
    if (variant == null) {
      return in.error(
          Code.E1209,
          segments.getLast().span(),
          "`" + declared.name() + "` has no variant `" + segments.getLast().name().text() + "`");
    }
    return fields(literal, declared, segments.get(found.length() - 1).args(), variant, expected);
  }

  private TExpr fields(
      Expr.StructLit literal,
      Declared declared,
      List<GenericArg> written,
      Declared.Variant variant,
      @Nullable Ty expected) {
    Making making = new Making(declared, written, expected);
    TExpr base = literal.base() == null ? null : in.expressions.of(literal.base(), expected);
    if (base != null
        && base.type().settled() instanceof Ty.Named(var d, var args)
        && d == declared) {
      making.bind(args);
    }
    @Nullable TExpr[] values = new @Nullable TExpr[variant.fields().size()];
    Set<String> given = new HashSet<>();
    for (Expr.FieldValue field : literal.fields()) {
      String name = field.name().text();
      int index = variant.index(name);
      if (index < 0) {
        unknown(declared, variant, field, name);
        in.expressions.of(field.value(), null);
      } else {
        if (!given.add(name)) {
          in.report(Code.E1315, field.span(), "the field `" + name + "` is given twice");
        }
        values[index] = making.field(variant.fields().get(index), field.value());
      }
    }
    Ty type = making.type(literal.span());
    if (base == null && !complete(literal, variant, given)) {
      return new TExpr.Broken(literal.span());
    }
    if (type.isSilent() || (base != null && base.type().isSilent())) {
      return new TExpr.Broken(literal.span());
    }
    if (base != null) {
      TExpr checked = in.coerce(base, type, Code.E1301, literal.path().span());
      return new TExpr.Updated(Arrays.asList(values), checked, type, literal.span());
    }
    List<TExpr> all = new ArrayList<>();
    for (TExpr value : values) {
      all.add(Objects.requireNonNull(value));
    }
    return declared.isEnum()
        ? new TExpr.Variant(declared.variants().indexOf(variant), all, type, literal.span())
        : new TExpr.Items(all, type, literal.span());
  }

  private boolean complete(Expr.StructLit literal, Declared.Variant variant, Set<String> given) {
    List<String> missing =
        variant.fields().stream()
            .map(Declared.Field::name)
            .filter(n -> !given.contains(n))
            .toList();
    if (!missing.isEmpty()) {
      in.report(
          Diagnostic.of(
                  Code.E1315,
                  literal.path().span(),
                  "`"
                      + variant.name()
                      + "` needs a value for `"
                      + String.join("`, `", missing)
                      + "`")
              .label(variant.span(), "declared here"));
    }
    return missing.isEmpty();
  }

  private void unknown(
      Declared declared, Declared.Variant variant, Expr.FieldValue field, String name) {
    in.report(
        Suggestions.note(
            Diagnostic.of(
                    Code.E1315,
                    field.name().span(),
                    "`" + variant.name() + "` has no field `" + name + "`")
                .label(declared.span(), "declared here"),
            field.name().span(),
            name,
            variant.fields().stream().map(Declared.Field::name).toList()));
  }

  /// A value of a declared type in the making: finds its generic arguments from its fields.
  private final class Making {
    private final Declared declared;
    private final Bindings bindings = new Bindings();
    private final Unify unify;

    Making(Declared declared, List<GenericArg> written, @Nullable Ty expected) {
      this.declared = declared;
      this.unify = new Unify(new HashSet<>(declared.params()), bindings);
      for (int i = 0; i < Math.min(written.size(), declared.params().size()); i++) {
        GenericParam param = declared.params().get(i);
        bindings.put(param, in.types().argument(param, written.get(i)));
      }
      if (written.isEmpty()
          && expected != null
          && expected.settled() instanceof Ty.Named(var other, var args)
          && other == declared) {
        bind(args);
      }
    }

    void bind(List<Object> args) {
      for (int i = 0; i < args.size(); i++) {
        bindings.put(declared.params().get(i), args.get(i));
      }
    }

    TExpr field(Declared.Field field, Expr value) {
      Ty wanted = bindings.apply(field.type());
      TExpr made = in.expressions.of(value, wanted);
      if (!made.type().isSilent() && !unify.match(field.type(), made.type())) {
        in.mismatch(
            made.span(), bindings.apply(field.type()), made.type(), Code.E1301, field.span());
      }
      return made;
    }

    Ty type(Span span) {
      unify.finish();
      for (GenericParam param : declared.params()) {
        if (!bindings.has(param)) {
          in.report(
              Diagnostic.of(
                      Code.E1320,
                      span,
                      "nothing says what `" + param + "` of `" + declared.name() + "` is")
                  .label(param.span(), "declared here")
                  .note("write it: `" + declared.name() + "::<…>`"));
          return Ty.Basic.ERROR;
        }
      }
      return new Ty.Named(declared, bindings.of(declared.params()));
    }
  }
}
