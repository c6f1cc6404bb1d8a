package org.tosc.frontend.neuro.check;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.ast.Ident;
import org.tosc.frontend.neuro.ast.Item;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.frontend.neuro.types.Declared;
import org.tosc.tir.source.Span;

/// What a name at the top level of a file stands for.
sealed interface Symbol {
  record OfFunction(TFunction function) implements Symbol {}

  record OfType(Declared declared) implements Symbol {}

  record OfConstant(Constant constant) implements Symbol {}

  /// Another file of the program.
  record OfFile(FileNames file) implements Symbol {}

  /// A module or type of the standard library: `device`, `Tensor`, `models.llama3`.
  record OfLibrary(String name) implements Symbol {}

  /// What to call it in a message.
  default String words() {
    return switch (this) {
      case OfFunction _ -> "a function";
      case OfType(Declared d) -> d.isEnum() ? "an enum" : "a struct";
      case OfConstant _ -> "a constant";
      case OfFile _, OfLibrary _ -> "a module";
    };
  }

  /// Where it is declared, or null.
  default @Nullable Span span() {
    return switch (this) {
      case OfFunction(var f) -> f.span();
      case OfType(var d) -> d.span();
      case OfConstant(var c) -> c.syntax().name().span();
      case OfFile _, OfLibrary _ -> null;
    };
  }

  /// A constant of a file.
  record Constant(Item.Const syntax, FileNames file) {}

  /// What the first `length` names of a path mean together; null where the last one is unknown.
  record Found(@Nullable Symbol symbol, int length) {
    /// What a path of `size` names means, or null where it goes on behind this symbol.
    @Nullable Symbol whole(int size) {
      return length == size ? symbol : null;
    }
  }

  /// The names of one file.
  ///
  /// @param withheld names that the file declares and does not offer, each with the reason
  record FileNames(
      String key, String name, Map<String, Symbol> symbols, Map<String, String> withheld) {
    FileNames(String key, String name, Map<String, Symbol> symbols) {
      this(key, name, symbols, Map.of());
    }

    /// Why the path leads to nothing, where a file withholds what it names.
    @Nullable String reason(List<Ident> path) {
      Found file = follow(path.subList(0, path.size() - 1));
      return file.whole(path.size() - 1) instanceof OfFile(FileNames other)
          ? other.withheld().get(path.getLast().text())
          : null;
    }

    @Nullable Symbol find(String wanted) {
      return symbols.get(wanted);
    }

    /// Goes along a path through imported files as far as it leads.
    Found follow(List<Ident> path) {
      Symbol symbol = path.isEmpty() ? null : find(path.getFirst().text());
      int length = 1;
      while (symbol instanceof OfFile(FileNames other) && length < path.size()) {
        symbol = other.find(path.get(length).text());
        length++;
      }
      return new Found(symbol, length);
    }
  }
}
