package org.tosc.grammar;

import java.util.List;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/// Short prints of trees and faults, for expectations.
final class Trees {
  private Trees() {}

  /// Operators first, names as they are: `(+ a (* b c))`.
  static String print(PseudocodeParser.ExprContext expr) {
    return switch (expr) {
      case PseudocodeParser.GroupExprContext group -> print(group.expr());
      case PseudocodeParser.MemberExprContext member ->
          "(. " + print(member.expr()) + " " + member.name().getText() + ")";
      default -> {
        List<PseudocodeParser.ExprContext> operands =
            expr.getRuleContexts(PseudocodeParser.ExprContext.class);
        yield operands.isEmpty() ? expr.getText() : operation(expr, operands);
      }
    };
  }

  private static String operation(
      ParserRuleContext expr, List<PseudocodeParser.ExprContext> operands) {
    String operator =
        expr.children.stream()
            .filter(child -> child.getChildCount() == 0)
            .map(ParseTree::getText)
            .collect(Collectors.joining(" "));
    return operands.stream()
        .map(Trees::print)
        .collect(Collectors.joining(" ", "(" + operator + " ", ")"));
  }

  /// The expression of a text that is one expression statement.
  static PseudocodeParser.ExprContext expression(String text) {
    ParseResult result = PseudocodeSyntax.parse(text + "\n");
    if (!result.faults().isEmpty()) {
      throw new AssertionError(text + ": " + result.faults());
    }
    var statement =
        (PseudocodeParser.ExpressionStatementContext) result.tree().statement().getFirst();
    return statement.values().value().getFirst().expr();
  }

  /// The labels of a text's statements, such as `If` or `Print`.
  static List<String> statements(String text) {
    return PseudocodeSyntax.parse(text).tree().statement().stream().map(Trees::label).toList();
  }

  private static String label(PseudocodeParser.StatementContext statement) {
    ParserRuleContext labelled =
        statement instanceof PseudocodeParser.DeclarationStatementContext d
            ? d.declaration()
            : statement;
    String name = labelled.getClass().getSimpleName();
    return name.replaceAll("(Statement|Declaration)?Context$", "");
  }

  static String kinds(String text) {
    return PseudocodeSyntax.parse(text).faults().stream()
        .map(fault -> fault.kind().toString())
        .collect(Collectors.joining(" "));
  }
}
