package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A processor core as data: what it can do in a cycle, and a row for each kind of instruction.
///
/// ```text
/// v(add|sub)p[sd]   z    05      0:4,5:3~2
/// vdivps            z    0+5+D*10  17
/// mnemonics         form work    latency
/// ```
///
/// *Mnemonics* are a regular expression, the first row that fits counts. *Form* is what [Form#fits]
/// reads. *Work* is a sum of micro-operations: the letters of the ports that can take one, `2*05`
/// for two, `D*10` for one that keeps its port 10 cycles; `-` for none. *Latency* may hang on the
/// port, and be another behind an instruction of the same row (`~`). The rows `load` and `store`
/// say what accesses to memory add: work, and for loads the latency from address to value.
public final class Core {
  private record Row(Pattern names, String form, Cost cost) {}

  /// What its makers say of its size.
  ///
  /// @param width slots that enter in a cycle
  /// @param retire slots that leave in a cycle, in order
  /// @param window slots between entering and leaving
  /// @param closed ports that take no vectors while there are any of 512 bits, or none
  /// @param lines the port that writes cache lines, or none
  /// @param bindsEarly whether a micro-operation gets its port when it enters
  record Limits(
      int width, int retire, int window, String closed, String lines, boolean bindsEarly) {}

  /// Ports that share a waiting room of so many micro-operations.
  record Queue(int ports, int capacity) {}

  private final String name;
  private final String ports;
  private final Limits limits;
  private final List<Queue> queues = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  Core(String name, String ports, Limits limits) {
    this.name = name;
    this.ports = ports;
    this.limits = limits;
  }

  /// Adds a waiting room.
  Core queue(String of, int capacity) {
    queues.add(new Queue(ports(of), capacity));
    return this;
  }

  /// Adds rows; `#` begins a remark.
  Core rows(String text) {
    for (String line : text.lines().toList()) {
      String row = line.replaceFirst("#.*", "").strip();
      if (!row.isEmpty()) {
        String[] columns = row.split("\\s+", -1);
        Cost cost = new Cost(work(columns[2]), latencies(columns[3]));
        rows.add(new Row(Pattern.compile(columns[0]), columns[1], cost));
      }
    }
    return this;
  }

  private List<Work> work(String text) {
    List<Work> all = new ArrayList<>();
    for (String term : text.equals("-") ? new String[0] : text.split("\\+", -1)) {
      int star = term.indexOf('*');
      boolean counted = star > 0 && Character.isDigit(term.charAt(0)) && star == 1;
      int count = counted ? term.charAt(0) - '0' : 1;
      String rest = counted ? term.substring(2) : term;
      int held = rest.indexOf('*');
      int cycles = held < 0 ? 1 : Integer.parseInt(rest.substring(held + 1));
      Work one = new Work(ports(held < 0 ? rest : rest.substring(0, held)), cycles);
      for (int i = 0; i < count; i++) {
        all.add(one);
      }
    }
    return all;
  }

  private List<Cost.Latency> latencies(String text) {
    List<Cost.Latency> all = new ArrayList<>();
    for (String term : text.split(",", -1)) {
      int colon = term.indexOf(':');
      int set = colon < 0 ? (1 << ports.length()) - 1 : ports(term.substring(0, colon));
      String[] cycles = term.substring(colon + 1).split("~", -1);
      int usual = Integer.parseInt(cycles[0]);
      all.add(new Cost.Latency(set, usual, Integer.parseInt(cycles[cycles.length - 1])));
    }
    return all;
  }

  private int ports(String letters) {
    int set = 0;
    for (int i = 0; i < letters.length(); i++) {
      int port = ports.indexOf(letters.charAt(i));
      if (port < 0) {
        throw new IllegalArgumentException(name + " has no port " + letters.charAt(i));
      }
      set |= 1 << port;
    }
    return set;
  }

  public String name() {
    return name;
  }

  Limits limits() {
    return limits;
  }

  List<Queue> queues() {
    return queues;
  }

  /// The letters of all ports.
  String ports() {
    return ports;
  }

  int portCount() {
    return ports.length();
  }

  /// What its rows are for.
  List<Pattern> names() {
    return rows.stream().map(Row::names).toList();
  }

  /// The letters of a set of ports.
  String letters(int set) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ports.length(); i++) {
      if ((set >> i & 1) != 0) {
        text.append(ports.charAt(i));
      }
    }
    return text.toString();
  }

  /// The row of instructions of that name and form.
  Optional<Cost> cost(String mnemonic, Form form) {
    return find(mnemonic, form);
  }

  /// Whether it has registers of that kind: a core without vectors of 512 bits does not say how it
  /// would load them.
  boolean has(Form form) {
    return find("load", form).isPresent();
  }

  Cost load(Form form) {
    return access("load", form);
  }

  /// Cycles from a stored value to where it is loaded again.
  int forward(Form form) {
    return access("forward", form).least();
  }

  Cost store(Form form) {
    return access("store", form);
  }

  /// Of registers that it has not, as of its longest.
  private Cost access(String what, Form form) {
    return find(what, form)
        .or(() -> find(what, new Form('y', form.access(), form.masked())))
        .orElseThrow();
  }

  private Optional<Cost> find(String mnemonic, Form form) {
    return rows.stream()
        .filter(row -> row.names.matcher(mnemonic).matches() && form.fits(row.form))
        .map(Row::cost)
        .findFirst();
  }

  /// The micro-operations of a row. In code that has vectors of 512 bits, shorter ones whose ports
  /// are closed go where the long ones go.
  List<Work> work(String mnemonic, Form form, Cost cost, boolean wide) {
    int closed = ports(limits.closed);
    if (!wide
        || !form.isVector()
        || form.width() == 'z'
        || cost.work().stream().noneMatch(w -> (w.ports() & closed) != 0)) {
      return cost.work();
    }
    Form longer = new Form('z', form.access(), form.masked());
    return find(mnemonic, longer).map(Cost::work).orElse(cost.work());
  }

  /// The port that writes cache lines: each store takes it, but the second of two to one line.
  int lines() {
    return limits.lines.isEmpty() ? -1 : ports(limits.lines);
  }
}
