package org.tosc.frontend.neuro.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.tosc.frontend.neuro.ast.Attribute;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.grammar.NeuroLangParser.AttributeContext;
import org.tosc.grammar.NeuroLangParser.DeclarationContext;
import org.tosc.grammar.NeuroLangParser.FileContext;
import org.tosc.grammar.NeuroLangParser.ItemContext;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;

/// What stands at the top level.
final class ItemBuilder {
  private final Builders with;

  ItemBuilder(Builders with) {
    this.with = with;
  }

  List<Item> all(FileContext tree) {
    List<Item> items = new ArrayList<>();
    for (ItemContext item : tree.item()) {
      items.addAll(of(item));
    }
    return items;
  }

  private List<Item> of(ItemContext tree) {
    DeclarationContext declaration = tree.declaration();
    if (declaration != null) {
      return List.of(with.declarations.of(declaration, attributes(tree.attribute()), tree));
    }
    if (tree.statement() == null) {
      return List.of(new Item.Malformed(with.parts(tree), with.span(tree)));
    }
    List<Item> loose = new ArrayList<>();
    for (Stmt stmt : with.stmts.of(tree.statement())) {
      loose.add(new Item.Loose(stmt, stmt.span()));
    }
    return loose;
  }

  List<Attribute> attributes(List<AttributeContext> trees) {
    return trees.stream().map(this::attribute).toList();
  }

  private Attribute attribute(AttributeContext tree) {
    return new Attribute(
        with.name(tree.name(), tree), with.exprs.arguments(tree.argument()), with.span(tree));
  }

  /// An item inside a block, of which only its parts are kept.
  Stmt inBlock(DeclarationContext tree, ParserRuleContext parent) {
    Item item = with.declarations.of(tree, List.of(), parent);
    if (tree.getStart() != null) {
      with.problems.add(
          Diagnostic.of(
                  Code.E1106,
                  with.spans.of(tree.getStart()),
                  "functions, types and imports stand outside of functions")
              .note("only `const` may also stand in a block"));
    }
    return new Stmt.Malformed(List.of(item), item.span());
  }
}
