package org.tosc.frontend.pseudocode.ast;

import java.util.List;
import org.tosc.tir.source.Span;

/// Any piece of the abstract syntax.
public sealed interface Node
    permits Stmt,
        Stmt.Arm,
        Stmt.Catch,
        Stmt.Case,
        Stmt.Attribute,
        Stmt.EnumEntry,
        Stmt.ImportName,
        ClassMember,
        ModelMember,
        Expr,
        Expr.Part,
        Expr.Entry,
        Expr.Axis,
        Expr.Periodic,
        Target,
        Pattern,
        TypeExpr,
        TypeExpr.Dim,
        Block,
        Param,
        Arg,
        Ident {

  /// The text this was made of, parentheses around an expression not included.
  Span span();

  /// The parts, in the order of the source. Names that are declared here, not used, are [Ident]s.
  default List<Node> children() {
    return Children.of(this);
  }
}
