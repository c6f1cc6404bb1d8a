package org.tosc.backends.jvm.code;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// The names that the symbols of a module have in class files, and which symbols code refers to.
final class Symbols {
  private final Module module;
  private final Map<String, String> methods = new HashMap<>();
  private final Map<String, Integer> globals = new HashMap<>();
  private final Set<String> referenced = new HashSet<>();
  private boolean hasGrid;

  Symbols(Module module) {
    this.module = module;
    Set<String> taken = new HashSet<>();
    for (Function function : module.functions()) {
      methods.put(function.symbol(), fresh(function.symbol(), taken));
      references(function.body());
    }
    for (Global global : module.globals()) {
      globals.put(global.symbol(), globals.size());
    }
  }

  Module module() {
    return module;
  }

  String methodName(String symbol) {
    return Objects.requireNonNull(methods.get(symbol), symbol);
  }

  String fieldName(Global global) {
    return "g" + globals.get(global.symbol());
  }

  /// Whether any operation names this symbol.
  boolean isReferenced(String symbol) {
    return referenced.contains(symbol);
  }

  /// Whether any operation asks for the grid of a launch, or starts one.
  boolean hasGrid() {
    return hasGrid;
  }

  private void references(Region region) {
    for (Operation op : region.ops()) {
      hasGrid |=
          op.op() == KernelOp.LAUNCH
              || op.op() == KernelOp.PROGRAM_ID
              || op.op() == KernelOp.NUM_PROGRAMS;
      for (Attribute attribute : op.attributes().asMap().values()) {
        if (attribute instanceof Attribute.Symbol(String name)) {
          referenced.add(name);
        }
      }
      op.regions().forEach(this::references);
    }
  }

  /// A method name for a symbol: without the characters that JVMS 4.2.2 forbids, and unlike all
  /// others.
  private static String fresh(String symbol, Set<String> taken) {
    String plain = symbol.replaceAll("[.;\\[/<>:$ ]", "_");
    String name = plain.isEmpty() ? "_" : plain;
    for (int i = 1; !taken.add(name); i++) {
      name = plain + "_" + i;
    }
    return name;
  }
}
