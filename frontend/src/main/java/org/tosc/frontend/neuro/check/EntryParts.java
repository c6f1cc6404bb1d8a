package org.tosc.frontend.neuro.check;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.frontend.neuro.ast.Block;
import org.tosc.frontend.neuro.ast.Expr;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.ast.SourceFile;
import org.tosc.frontend.neuro.ast.Stmt;
import org.tosc.tir.source.Span;

/// An entry of a conversation taken apart: its items, and its statements as a function.
final class EntryParts {
  private final SourceFile syntax;

  EntryParts(SourceFile syntax) {
    this.syntax = syntax;
  }

  /// The entry without its statements.
  SourceFile items() {
    return new SourceFile(
        syntax.source(), syntax.items().stream().filter(i -> !(i instanceof Item.Loose)).toList());
  }

  List<Stmt> statements() {
    return syntax.items().stream()
        .filter(Item.Loose.class::isInstance)
        .map(i -> ((Item.Loose) i).statement())
        .toList();
  }

  /// The names that the items declare.
  Set<String> names(Map<Item, Symbol.FileNames> imports) {
    Set<String> names = new HashSet<>();
    for (Item item : syntax.items()) {
      switch (item) {
        case Item.Fn fn -> names.add(fn.name().text());
        case Item.StructDecl s -> names.add(s.name().text());
        case Item.EnumDecl e -> names.add(e.name().text());
        case Item.Const c -> names.add(c.name().text());
        case Item.Import i -> names.add(name(i, imports));
        case Item.Use u -> names.add((u.alias() != null ? u.alias() : u.path().getLast()).text());
        case Item.Impl _, Item.Loose _, Item.Malformed _ -> {}
      }
    }
    return names;
  }

  private static String name(Item.Import item, Map<Item, Symbol.FileNames> imports) {
    Symbol.FileNames file = imports.get(item);
    Ident alias = item.alias();
    return alias != null
        ? alias.text()
        : file != null ? file.name() : item.path().substring(item.path().lastIndexOf('.') + 1);
  }

  /// The statements as the body of a function without parameters and result; a last expression is
  /// its value, with or without `;`.
  Item.Fn function() {
    List<Stmt> statements = statements();
    Span all = statements.getFirst().span().to(statements.getLast().span());
    Expr value = null;
    if (statements.getLast() instanceof Stmt.ExprStmt(var shown, _)) {
      value = shown;
      statements = statements.subList(0, statements.size() - 1);
    }
    Ident name = new Ident("entry", all);
    Block body = new Block(statements, value, all);
    return new Item.Fn(null, List.of(), name, List.of(), List.of(), null, List.of(), body, all);
  }
}
