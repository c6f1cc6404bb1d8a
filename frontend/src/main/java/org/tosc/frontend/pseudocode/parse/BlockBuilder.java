package org.tosc.frontend.pseudocode.parse;

import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Block;
import org.tosc.grammar.PseudocodeLexer;
import org.tosc.grammar.PseudocodeParser.BlockContext;
import org.tosc.grammar.PseudocodeParser.StatementContext;

/// Blocks in either style.
final class BlockBuilder {
  private final Builders with;

  BlockBuilder(Builders with) {
    this.with = with;
  }

  Block of(@Nullable BlockContext tree, ParserRuleContext parent) {
    return tree == null
        ? missing(parent)
        : new Block(with.stmts.all(statements(tree)), style(tree), with.span(tree));
  }

  /// An empty block at the end of `parent`.
  Block missing(ParserRuleContext parent) {
    return new Block(List.of(), Block.Style.KEYWORD, with.spans.after(parent));
  }

  List<StatementContext> statements(@Nullable BlockContext tree) {
    return tree == null ? List.of() : tree.getRuleContexts(StatementContext.class);
  }

  private static Block.Style style(BlockContext tree) {
    boolean colon = tree.marker != null && tree.marker.getType() == PseudocodeLexer.COLON;
    return colon ? Block.Style.COLON : Block.Style.KEYWORD;
  }
}
