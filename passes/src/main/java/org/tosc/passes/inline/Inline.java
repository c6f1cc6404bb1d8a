package org.tosc.passes.inline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.analysis.Ordinary;
import org.tosc.passes.precision.Precision;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;

/// Puts the bodies of functions in place of their calls, where a function is small or called once.
///
/// Only functions of the families `core`, `tensor` and `kernel` are inlined, without loops of their
/// own, which compile better apart; they leave by one `return` at their end and never come back to
/// themselves. Errors keep their place, which every operation carries. A function whose last call
/// is gone goes too, unless somebody outside calls it by name ([Work#keeps]).
public final class Inline {
  /// The size up to which a function is inlined wherever it is called.
  static final int SMALL = 8;

  private static final int MOST_DEPTH = 100;

  private final Module module;
  private final Work work;
  private final Map<String, Integer> calls = new HashMap<>();
  private final Set<String> named = new HashSet<>();
  private final Map<String, Function> finished = new HashMap<>();
  private final Set<String> entered = new HashSet<>();
  private final Map<String, Integer> replaced = new HashMap<>();

  private Inline(Module module, Work work) {
    this.module = module;
    this.work = work;
    module.functions().forEach(f -> Graph.each(f.body(), this::count));
  }

  public static Module run(Module module, Work work) {
    Inline inline = new Inline(module, work);
    return inline.calls.isEmpty() ? module : inline.run();
  }

  /// Calls by symbol, and functions that are named otherwise.
  private void count(Operation o) {
    boolean isCall = o.op() == CoreOp.CALL;
    o.attributes()
        .asMap()
        .forEach(
            (attribute, value) -> {
              if (value instanceof Attribute.Symbol(String symbol)) {
                if (isCall && attribute.equals("callee")) {
                  calls.merge(symbol, 1, Integer::sum);
                } else {
                  named.add(symbol);
                }
              }
            });
  }

  private Module run() {
    List<Function> functions = new ArrayList<>();
    boolean same = true;
    for (Function f : module.functions()) {
      Function made = finished(f);
      same &= made == f;
      functions.add(made);
    }
    functions.removeIf(this::isGone);
    return same ? module : new Module(module.globals(), functions);
  }

  /// Whether all calls of a function were replaced, and nothing else names it.
  private boolean isGone(Function f) {
    int gone = replaced.getOrDefault(f.symbol(), 0);
    return gone > 0
        && gone == calls.getOrDefault(f.symbol(), 0)
        && !named.contains(f.symbol())
        && !work.keeps(f.symbol())
        && !f.symbol().equals(Module.MAIN);
  }

  /// A function with its own calls inlined.
  private Function finished(Function f) {
    Function known = finished.get(f.symbol());
    if (known != null) {
      return known;
    }
    if (entered.size() > MOST_DEPTH || !entered.add(f.symbol())) {
      return f;
    }
    Function made = new Splice(f, symbol -> callee(f, symbol), this::replaced).run();
    entered.remove(f.symbol());
    finished.put(f.symbol(), made);
    return made;
  }

  private void replaced(String symbol) {
    replaced.merge(symbol, 1, Integer::sum);
  }

  /// The function to put in place of a call, or null.
  private @Nullable Function callee(Function caller, String symbol) {
    Function original = module.function(symbol);
    if (original == null
        || entered.contains(symbol)
        || !isPlain(original)
        || !Precision.agree(caller, original)) {
      return null;
    }
    Function callee = finished(original);
    boolean once =
        calls.getOrDefault(symbol, 0) == 1 && !named.contains(symbol) && !work.keeps(symbol);
    return isPlain(callee) && (once || size(callee) <= SMALL) ? callee : null;
  }

  private static int size(Function f) {
    int[] count = {0};
    Graph.each(f.body(), o -> count[0] += o.op() == CoreOp.CONST || o.op() == CoreOp.SLOT ? 0 : 1);
    return count[0];
  }

  /// Whether a function is of the kind that is inlined.
  private static boolean isPlain(Function f) {
    boolean[] plain = {
      f.captures() == 0 && Ordinary.isOrdinary(f) && f.body().terminator().op() == CoreOp.RETURN
    };
    Operation end = f.body().terminator();
    Graph.each(f.body(), o -> plain[0] &= o == end || mayBeInlined(o));
    return plain[0];
  }

  private static boolean mayBeInlined(Operation o) {
    return !(o.op() instanceof HostOp)
        && o.op() != CoreOp.RETURN
        && o.op() != CoreOp.TAIL_CALL
        && o.op() != CoreOp.LOOP
        && o.op() != CoreOp.CALL_ADDRESS;
  }
}
