package org.tosc.passes.fuse;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Operation;

/// What fusion did and did not do, in the order of the program.
///
/// @param groups the groups made
/// @param refusals what stayed apart, and why
/// @param rules how often each rule held
/// @param reasons how often each reason spoke against it, in `refusals`
public record Report(
    List<Group> groups,
    List<Refusal> refusals,
    Map<Rule, Integer> rules,
    Map<Reason, Integer> reasons) {

  public Report {
    groups = List.copyOf(groups);
    refusals = List.copyOf(refusals);
    rules = Collections.unmodifiableMap(new EnumMap<>(rules));
    reasons = Collections.unmodifiableMap(new EnumMap<>(reasons));
  }

  /// One group: the operations of its body as the program had them, with their spans.
  public record Group(String function, FusedOp.Kind kind, List<Operation> members) {
    public Group {
      members = List.copyOf(members);
    }

    @Override
    public String toString() {
      return members.stream()
          .map(o -> o.op().row().name())
          .collect(Collectors.joining(" ", kind.text() + ": ", ""));
    }
  }

  /// A producer and a consumer (or two operations that share an operand) that stayed apart.
  public record Refusal(
      String function, Operation producer, Operation consumer, Reason reason, String words) {
    @Override
    public String toString() {
      return name(producer) + " -> " + name(consumer) + ": " + words;
    }

    private static String name(Operation o) {
      String value = o.results().isEmpty() ? "" : " " + o.results().getFirst();
      return o.op().mnemonic() + value;
    }
  }

  /// The groups and refusals of one function, one line each.
  public String text(String function) {
    StringBuilder out = new StringBuilder();
    groups.stream().filter(g -> g.function().equals(function)).forEach(g -> line(out, "group ", g));
    refusals.stream()
        .filter(r -> r.function().equals(function))
        .forEach(r -> line(out, "apart ", r));
    return out.toString();
  }

  private static void line(StringBuilder out, String what, Object said) {
    out.append(what).append(said).append('\n');
  }
}
