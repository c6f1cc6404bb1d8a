package org.tosc.frontend.neuro.ast;

import java.util.List;
import org.tosc.tir.source.Span;

/// Any piece of the abstract syntax.
public sealed interface Node
    permits Item,
        Item.Field,
        Item.Variant,
        Attribute,
        Generic,
        Param,
        Stmt,
        Block,
        Expr,
        Expr.Segment,
        Expr.FieldValue,
        Expr.Arm,
        Arg,
        Pattern,
        Pattern.FieldPattern,
        TypeExpr,
        GenericArg,
        Ident {

  /// The text this was made of, parentheses around an expression not included.
  Span span();

  /// The parts, in the order of the source. Names that are declared here, not used, are [Ident]s.
  default List<Node> children() {
    return Children.of(this);
  }
}
