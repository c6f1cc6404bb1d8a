package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// The nests of one class. Those that compile to the same code share a method: same operands, maps
/// and bodies, up to the numbers of values. Nests that may raise errors do not share, since each
/// has its own place in the source.
final class Nests {
  private final List<NestMethod> all = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  List<NestMethod> all() {
    return all;
  }

  /// The number of the method of a nest.
  int number(NestMethod nest) {
    boolean raises =
        nest.nest().operation().regions().stream().anyMatch(r -> !Raising.of(r).isEmpty());
    String key = raises ? "" : nest.descriptor() + new Text().of(nest);
    Integer known = raises ? null : numbers.get(key);
    if (known != null) {
      return known;
    }
    int number = all.size();
    all.add(nest);
    if (!raises) {
      numbers.put(key, number);
    }
    return number;
  }

  /// A nest as text with values numbered as they come.
  private static final class Text {
    private final StringBuilder text = new StringBuilder();
    private final Map<Integer, Integer> names = new HashMap<>();

    String of(NestMethod nest) {
      nest.params().forEach(this::define);
      ops(nest.function().body().ops());
      return text.toString();
    }

    private void ops(List<Operation> ops) {
      for (Operation o : ops) {
        text.append(o.op().mnemonic()).append(o.attributes());
        if (o.op() != KernelOp.NEST) {
          o.operands().forEach(v -> text.append(' ').append(names.get(v.id())));
        }
        for (Region region : o.regions()) {
          text.append('{');
          region.params().forEach(this::define);
          ops(region.ops());
          text.append('}');
        }
        o.results().forEach(this::define);
      }
    }

    private void define(Value value) {
      names.put(value.id(), names.size());
      text.append(' ').append(names.get(value.id())).append(':').append(value.type());
    }
  }
}
