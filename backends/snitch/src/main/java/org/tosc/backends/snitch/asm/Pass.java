package org.tosc.backends.snitch.asm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.elf.Relocation;
import org.tosc.backends.snitch.elf.RelocationType;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.SectionType;
import org.tosc.tir.source.Span;

/// One way through all statements, in which sections are filled.
///
/// Places further down are those of the pass before. So the first pass writes nothing of use but
/// finds places; passes follow until nothing moves.
final class Pass {
  private final Scope scope;
  private final Faults faults = new Faults();
  private final Marks marks = new Marks();
  private final @Nullable Pass before;
  private final Set<String> linked;
  private final Set<Integer> longBranches;
  private final Map<String, SectionBuffer> sections = new LinkedHashMap<>();
  private final Deque<SectionBuffer> saved = new ArrayDeque<>();
  private final List<LineRow> lines = new ArrayList<>();
  private final Set<String> targets = new HashSet<>();
  private final Map<Address, Address> upperParts = new HashMap<>();
  private SectionBuffer current;
  private SectionBuffer previous;
  private Address here;
  private int statement;

  /// @param before the pass before; null in the first
  /// @param linked names that only the linker knows
  /// @param longBranches the statements whose branches do not reach their targets; more are added
  Pass(@Nullable Pass before, Set<String> linked, Set<Integer> longBranches) {
    this.before = before;
    this.scope = new Scope(before == null ? Map.of() : before.scope.definitions());
    this.linked = linked;
    this.longBranches = longBranches;
    int code = Section.ALLOC | Section.EXECUTE;
    int data = Section.ALLOC | Section.WRITE;
    this.current = section(".text", SectionType.PROGBITS, code, 0);
    section(".data", SectionType.PROGBITS, data, 0);
    section(".bss", SectionType.NOBITS, data, 0);
    this.previous = current;
    this.here = address();
  }

  void run(List<Statement> statements) {
    for (statement = 0; statement < statements.size(); statement++) {
      here = address();
      Statement next = statements.get(statement);
      switch (next) {
        case Statement.Label label -> {
          String name =
              label.isNumeric() ? scope.numericLabel(Integer.parseInt(label.name())) : label.name();
          scope.define(
              name, new Address(current.name(), name, current.size()), label.span(), true, faults);
        }
        case Statement.Assignment a -> assign(a.name(), a.value(), a.span(), false);
        case Statement.Order order -> new Orders(this).run(order);
        case Statement.Operation operation -> {
          current.raiseAlignment(4);
          new Operations(this).run(operation);
        }
      }
    }
  }

  void assign(String name, Expression expression, Span at, boolean isFixed) {
    Value value = evaluator().value(expression);
    if (value != null) {
      scope.define(name, value, at, isFixed, faults);
    }
  }

  Evaluator evaluator() {
    return new Evaluator(scope, linked, faults, here);
  }

  private Address address() {
    return new Address(current.name(), "", current.size());
  }

  Faults faults() {
    return faults;
  }

  Marks marks() {
    return marks;
  }

  Scope scope() {
    return scope;
  }

  List<LineRow> lines() {
    return lines;
  }

  SectionBuffer current() {
    return current;
  }

  Map<String, SectionBuffer> sections() {
    return sections;
  }

  /// Symbols that relocations need.
  Set<String> targets() {
    return targets;
  }

  /// The section of a name, which is made with these properties where there is none yet.
  SectionBuffer section(String name, SectionType type, int flags, int entrySize) {
    return sections.computeIfAbsent(name, n -> new SectionBuffer(n, type, flags, entrySize));
  }

  void enter(SectionBuffer section) {
    previous = current;
    current = section;
  }

  void push() {
    saved.push(current);
  }

  boolean pop() {
    if (saved.isEmpty()) {
      return false;
    }
    enter(saved.pop());
    return true;
  }

  void swap() {
    enter(previous);
  }

  /// Tells where the next bytes come from.
  void mark(Span span) {
    lines.add(new LineRow(current.name(), current.size(), span));
  }

  /// Whether nothing is known yet of what stands further down.
  boolean isFirst() {
    return before == null;
  }

  /// Whether the branch of this statement did not reach its target in this pass or one before.
  boolean isLong(boolean reaches) {
    if (!reaches && before != null) {
      longBranches.add(statement);
    }
    return longBranches.contains(statement);
  }

  /// A name for the end of what is written, which no source can have.
  String place(Span at) {
    String name = ".L" + statement + " ";
    scope.define(name, new Address(current.name(), name, current.size()), at, true, faults);
    return name;
  }

  /// A field at the end of what is written.
  void relocate(RelocationType type, Address to) {
    String section = to.section();
    if (section == null) {
      targets.add(to.symbol());
    }
    Relocation.Target target =
        section == null
            ? new Relocation.Target.Named(to.symbol())
            : new Relocation.Target.Start(section);
    current.relocate(new Relocation(current.size(), type, target, (int) to.offset()));
  }

  /// A field that refers to a label by its name.
  void relocateNamed(RelocationType type, String symbol) {
    targets.add(symbol);
    current.relocate(new Relocation(current.size(), type, new Relocation.Target.Named(symbol), 0));
  }

  /// What the upper part of an address that is written here stands for.
  void addUpperPart(Address value) {
    upperParts.put(new Address(current.name(), "", current.size()), value);
  }

  /// What the upper part of an address stands for that is written at a place.
  @Nullable Address upperPart(Address at) {
    Address place = new Address(at.section(), "", at.offset());
    Address found = upperParts.get(place);
    return found == null && before != null ? before.upperParts.get(place) : found;
  }
}
