package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.form.Problems;
import org.tosc.frontend.form.Spans;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Node;
import org.tosc.grammar.Limits;
import org.tosc.grammar.NeuroLangParser.BlockContext;
import org.tosc.grammar.NeuroLangParser.ExprContext;
import org.tosc.grammar.NeuroLangParser.NameContext;
import org.tosc.grammar.NeuroLangParser.PlainBlockContext;
import org.tosc.grammar.NeuroLangParser.StatementContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// The builders of one text, which call each other.
///
/// Where the parser has recovered from a fault, any child of ANTLR's tree may be missing; every
/// builder takes an absent child and gives a `Malformed` node or an [Ident] without text. A fault
/// has been reported for each of those.
final class Builders {
  final Spans spans;
  final Problems problems;

  /// Whether the text is an entry of a conversation.
  final boolean entry;

  final Docs docs;
  final FormChecks checks = new FormChecks(this);
  final ItemBuilder items = new ItemBuilder(this);
  final DeclarationBuilder declarations = new DeclarationBuilder(this);
  final StmtBuilder stmts = new StmtBuilder(this);
  final ExprBuilder exprs = new ExprBuilder(this);
  final AtomBuilder atoms = new AtomBuilder(this);
  final ControlBuilder control = new ControlBuilder(this);
  final LiteralBuilder literals = new LiteralBuilder(this);
  final PathBuilder paths = new PathBuilder(this);
  final PatternBuilder patterns = new PatternBuilder(this);
  final TypeBuilder types = new TypeBuilder(this);
  final GenericBuilder generics = new GenericBuilder(this);

  Builders(Spans spans, Problems problems, boolean entry) {
    this.spans = spans;
    this.problems = problems;
    this.entry = entry;
    this.docs = new Docs(spans.tokens());
  }

  private int levels;

  /// Goes `count` levels deeper into the tree, beyond what the grammar's rules count; false, with a
  /// diagnostic, if that is too deep.
  boolean enter(int count, ParserRuleContext tree) {
    if (levels + count > Limits.LEVELS) {
      Span start = tree.getStart() == null ? spans.of(tree) : spans.of(tree.getStart());
      problems.add(
          Diagnostic.of(Code.E0023, start, "this is nested too deeply")
              .note("at most " + Limits.LEVELS + " operators, calls or `else if` in a row"));
      return false;
    }
    levels += count;
    return true;
  }

  void leave(int count) {
    levels -= count;
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
        case BlockContext block -> parts.add(stmts.block(block, tree));
        case PlainBlockContext block -> parts.add(stmts.block(block, tree));
        case ParserRuleContext other -> parts.addAll(parts(other));
        default -> {}
      }
    }
    return parts;
  }
}
