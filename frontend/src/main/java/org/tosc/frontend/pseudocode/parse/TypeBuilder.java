package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.BinaryOp;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.TypeExpr;
import org.tosc.grammar.PseudocodeParser.DimensionContext;
import org.tosc.grammar.PseudocodeParser.FunctionTypeContext;
import org.tosc.grammar.PseudocodeParser.NamedTypeContext;
import org.tosc.grammar.PseudocodeParser.NilTypeContext;
import org.tosc.grammar.PseudocodeParser.TypeArgumentContext;
import org.tosc.grammar.PseudocodeParser.TypeContext;
import org.tosc.tir.source.Span;

/// Type annotations.
final class TypeBuilder {
  private static final Set<String> DTYPES =
      Set.of(
          "f64", "f32", "f16", "bf16", "f8e4m3", "f8e5m2", "nvfp4", "i64", "i32", "i16", "i8", "i4",
          "u8", "bool");

  private static final Pattern ALMOST_DTYPE =
      Pattern.compile("(bf|f|fp|float|i|int|u|uint)(8|[0-9]{2,3})");

  private final Builders with;

  TypeBuilder(Builders with) {
    this.with = with;
  }

  TypeExpr of(@Nullable TypeContext tree, ParserRuleContext parent) {
    return tree == null ? new TypeExpr.Malformed(with.spans.after(parent)) : of(tree);
  }

  TypeExpr of(TypeContext tree) {
    Span span = with.span(tree);
    return switch (tree) {
      case NamedTypeContext t -> named(t, span);
      case NilTypeContext _ -> new TypeExpr.Named(new Ident("nil", span), List.of(), span);
      case FunctionTypeContext t -> function(t, span);
      default -> new TypeExpr.Malformed(span);
    };
  }

  private TypeExpr function(FunctionTypeContext tree, Span span) {
    List<TypeExpr> types = new ArrayList<>();
    tree.type().forEach(t -> types.add(of(t)));
    boolean hasResult = tree.ARROW() != null && !types.isEmpty();
    TypeExpr result = hasResult ? types.removeLast() : null;
    return new TypeExpr.Fn(types, result, span);
  }

  private TypeExpr named(NamedTypeContext tree, Span span) {
    if (tree.qualifiedName() == null) {
      return new TypeExpr.Malformed(span);
    }
    Span at = with.span(tree.qualifiedName());
    Ident name = new Ident(at.text(), at);
    List<TypeArgumentContext> arguments = tree.typeArgument();
    if (name.text().equals("tensor") && !arguments.isEmpty()) {
      return tensor(arguments, span);
    }
    List<TypeExpr> args = new ArrayList<>();
    for (TypeArgumentContext argument : arguments) {
      args.add(of(argument.type(), argument));
    }
    return new TypeExpr.Named(name, args, span);
  }

  private TypeExpr tensor(List<TypeArgumentContext> arguments, Span span) {
    Span last = with.span(arguments.getLast());
    Ident dtype = looksLikeDType(last.text()) ? new Ident(last.text(), last) : null;
    int dims = arguments.size() - (dtype == null ? 0 : 1);
    return new TypeExpr.Tensor(
        arguments.subList(0, dims).stream().map(this::dim).toList(), dtype, span);
  }

  /// Names such as `f31` and `float32` are meant as dtypes, and refused later.
  private static boolean looksLikeDType(String text) {
    return DTYPES.contains(text) || ALMOST_DTYPE.matcher(text).matches();
  }

  private TypeExpr.Dim dim(TypeArgumentContext tree) {
    Span first = tree.getStart() == null ? with.spans.after(tree) : firstOf(tree);
    List<DimensionContext> further = tree.dimension();
    List<BinaryOp> operators = further.isEmpty() ? List.of() : operators(tree);
    TypeExpr.Dim sum = null;
    BinaryOp join = BinaryOp.ADD;
    TypeExpr.Dim product = dim(first);
    for (int i = 0; i < further.size(); i++) {
      Span at = with.span(further.get(i));
      BinaryOp op = operators.get(i);
      if (op == BinaryOp.ADD || op == BinaryOp.SUB) {
        sum = joined(sum, join, product);
        join = op;
        product = dim(at);
      } else {
        product = new TypeExpr.Dim.Computed(op, product, dim(at), product.span().to(at));
      }
    }
    return joined(sum, join, product);
  }

  private static TypeExpr.Dim joined(
      TypeExpr.@Nullable Dim sum, BinaryOp op, TypeExpr.Dim product) {
    return sum == null
        ? product
        : new TypeExpr.Dim.Computed(op, sum, product, sum.span().to(product.span()));
  }

  private Span firstOf(TypeArgumentContext tree) {
    return tree.type() == null ? with.spans.of(tree.getStart()) : with.span(tree.type());
  }

  private static List<BinaryOp> operators(TypeArgumentContext tree) {
    return tree.children.stream()
        .filter(TerminalNode.class::isInstance)
        .map(child -> ExprBuilder.operator(((TerminalNode) child).getSymbol()))
        .filter(Objects::nonNull)
        .toList();
  }

  private TypeExpr.Dim dim(Span span) {
    String text = span.text();
    if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
      OptionalLong size = Numbers.integer(text, false);
      return size.isPresent()
          ? new TypeExpr.Dim.Size(size.getAsLong(), span)
          : new TypeExpr.Dim.Unknown(span);
    }
    return switch (text) {
      case "_", "?" -> new TypeExpr.Dim.Unknown(span);
      case "...", "…" -> new TypeExpr.Dim.Rest(span);
      case String name -> new TypeExpr.Dim.Symbol(new Ident(name, span), span);
    };
  }
}
