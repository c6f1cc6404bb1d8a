package org.tosc.tir.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A whole program: globals by symbol, and functions by symbol; one of each may share a symbol, as
/// a function and the variable that holds it do. The entry of a program is `@main`.
public final class Module {
  public static final String MAIN = "main";

  private final List<Global> globals;
  private final List<Function> functions;
  private final Map<String, Function> functionsBySymbol;
  private final Map<String, Global> globalsBySymbol;

  public Module(List<Global> globals, List<Function> functions) {
    this.globals = List.copyOf(globals);
    this.functions = List.copyOf(functions);
    Map<String, Function> bySymbol = new HashMap<>();
    for (Function f : functions) {
      if (bySymbol.put(f.symbol(), f) != null) {
        throw new IllegalArgumentException("two functions named @" + f.symbol());
      }
    }
    this.functionsBySymbol = Map.copyOf(bySymbol);
    Map<String, Global> globalBySymbol = new HashMap<>();
    globals.forEach(g -> globalBySymbol.put(g.symbol(), g));
    this.globalsBySymbol = Map.copyOf(globalBySymbol);
  }

  public List<Global> globals() {
    return globals;
  }

  public List<Function> functions() {
    return functions;
  }

  public @Nullable Function function(String symbol) {
    return functionsBySymbol.get(symbol);
  }

  public @Nullable Global global(String symbol) {
    return globalsBySymbol.get(symbol);
  }
}
