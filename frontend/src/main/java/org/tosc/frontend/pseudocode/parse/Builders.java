package org.tosc.frontend.pseudocode.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.form.Spans;
import org.tosc.frontend.pseudocode.ast.Ident;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.grammar.PseudocodeParser.ExprContext;
import org.tosc.grammar.PseudocodeParser.NameContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;
import org.tosc.tir.source.Span;

/// The builders of one text, which call each other.
///
/// Where the parser has recovered from a fault, any child of ANTLR's tree may be missing; every
/// builder takes an absent child and gives a `Malformed` node or an [Ident] without text. A fault
/// has been reported for each of those.
final class Builders {
  final Spans spans;
  final Problems problems;
  final ExprBuilder exprs = new ExprBuilder(this);
  final AtomBuilder atoms = new AtomBuilder(this);
  final LiteralBuilder literals = new LiteralBuilder(this);
  final FunctionBuilder functions = new FunctionBuilder(this);
  final TrainBuilder trains = new TrainBuilder(this);
  final TypeBuilder types = new TypeBuilder(this);
  final PatternBuilder patterns = new PatternBuilder(this);
  final TargetBuilder targets = new TargetBuilder(this);
  final BlockBuilder blocks = new BlockBuilder(this);
  final StmtBuilder stmts = new StmtBuilder(this);
  final ControlBuilder control = new ControlBuilder(this);
  final DeclarationBuilder declarations = new DeclarationBuilder(this);
  final MemberBuilder members = new MemberBuilder(this);

  Builders(Spans spans, Problems problems) {
    this.spans = spans;
    this.problems = problems;
  }

  Span span(ParserRuleContext tree) {
    return spans.of(tree);
  }

  /// A name; without text where `parent` lacks it.
  Ident name(@Nullable NameContext name, ParserRuleContext parent) {
    return name == null || name.getStart() == null || name.exception != null
        ? new Ident("", spans.after(parent))
        : name(name.getStart());
  }

  Ident name(Token token) {
    Span span = spans.of(token);
    return new Ident(span.text(), span);
  }

  /// What of a malformed piece of the tree still parses.
  List<Node> parts(ParserRuleContext tree) {
    List<Node> parts = new ArrayList<>();
    for (int i = 0; i < tree.getChildCount(); i++) {
      ParseTree child = tree.getChild(i);
      switch (child) {
        case ExprContext expr -> parts.add(exprs.of(expr));
        case StatementContext statement -> parts.addAll(stmts.of(statement));
        case ParserRuleContext other -> parts.addAll(parts(other));
        default -> {}
      }
    }
    return parts;
  }
}
