package org.tosc.tir.ir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A whole program: globals and functions by symbol. The entry of a program is `@main`.
public final class Module {
  public static final String MAIN = "main";

  private final List<Global> globals;
  private final Map<String, Function> functions;

  public Module(List<Global> globals, List<Function> functions) {
    this.globals = List.copyOf(globals);
    Map<String, Function> bySymbol = new LinkedHashMap<>();
    for (Function f : functions) {
      if (bySymbol.put(f.symbol(), f) != null) {
        throw new IllegalArgumentException("two functions named @" + f.symbol());
      }
    }
    this.functions = java.util.Collections.unmodifiableMap(bySymbol);
  }

  public List<Global> globals() {
    return globals;
  }

  public List<Function> functions() {
    return List.copyOf(functions.values());
  }

  public @Nullable Function function(String symbol) {
    return functions.get(symbol);
  }

  public @Nullable Global global(String symbol) {
    return globals.stream().filter(g -> g.symbol().equals(symbol)).findFirst().orElse(null);
  }
}
