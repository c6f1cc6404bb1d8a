package org.tosc.backends.snitch.asm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Value.Address;
import org.tosc.backends.snitch.elf.Relocation;
import org.tosc.backends.snitch.elf.RelocationType;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.SectionType;
import org.tosc.backends.snitch.elf.Symbol;
import org.tosc.tir.source.Span;

/// One way through all statements, in which sections are filled.
///
/// Places further down are those of the pass before. So the first pass writes nothing of use but
/// finds places; passes follow until nothing moves.
final class Pass {
  /// How many bytes an object may have.
  private static final int MOST = 1 << 26;

  /// How many statements there may be, those repeated counted each time.
  private static final int MOST_STATEMENTS = 1_000_000;

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
  private long written;
  private SectionBuffer current;
  private SectionBuffer previous;
  private Address here;
  private int statement;

  /// How many places have got a name.
  private int places;

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

  /// Goes through all statements of a source.
  void runAll(List<Statement> statements) {
    run(statements);
    // As in GNU as, nothing else begins in the midst of what is fetched at once.
    for (SectionBuffer section : sections.values()) {
      if (section.isCode()) {
        new Padding(section).close();
      }
    }
  }

  private void run(List<Statement> statements) {
    for (Statement next : statements) {
      statement++;
      here = address();
      switch (next) {
        case Statement.Label(String name, Span at) -> label(name, at);
        case Statement.NumericLabel(int number, Span at) -> label(scope.numericLabel(number), at);
        case Statement.Assignment a -> assign(a.name(), a.value(), a.span(), false);
        case Statement.Order order -> order(order);
        case Statement.Repetition repetition -> repeat(repetition);
        case Statement.Operation operation -> {
          current.raiseAlignment(4);
          new Operations(this).run(operation);
        }
      }
    }
  }

  private void repeat(Statement.Repetition repetition) {
    Long count = evaluator().number(repetition.count());
    for (long i = 0; count != null && i < count; i++) {
      if (statement > MOST_STATEMENTS) {
        faults.operand(repetition.span(), "more than " + MOST_STATEMENTS + " repeated statements");
        return;
      }
      statement++;
      run(repetition.body());
    }
  }

  private void label(String name, Span at) {
    scope.define(name, Address.at(current.name(), name, current.size()), at, true, faults);
  }

  private void order(Statement.Order order) {
    Directive.find(order.directive())
        .ifPresentOrElse(
            directive -> directive.run(this, order),
            () ->
                faults.syntax(
                    order.name(), "`" + order.directive() + "` is no directive that is known"));
  }

  void assign(String name, Expression expression, Span at, boolean isFixed) {
    Value value = evaluator().value(expression);
    if (value != null) {
      scope.define(name, value, at, isFixed, faults);
    }
  }

  Evaluator evaluator() {
    Map<String, SectionBuffer> known = before == null ? sections : before.sections;
    return new Evaluator(scope, known.keySet(), linked, faults, here);
  }

  private Address address() {
    return Address.at(current.name(), "", current.size());
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

  /// Whether there is place for so many bytes; where there is none, that is told.
  boolean hasPlace(Span at, long count, boolean areZeros) {
    if (!current.hasBytes() && !areZeros) {
      faults.operand(at, "`" + current.name() + "` holds zeros only");
      return false;
    }
    written += areZeros && !current.hasBytes() ? 0 : count;
    if (current.isFull(count) || written > MOST) {
      faults.operand(at, "the section would be too long with " + count + " bytes more");
      return false;
    }
    return true;
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
    return place(address(), at);
  }

  /// A name for a place, which no source can have.
  String place(Address place, Span at) {
    String name = ".L" + statement + "." + ++places + " ";
    scope.define(name, place, at, true, faults);
    return name;
  }

  /// A field at the end of what is written.
  void relocate(RelocationType type, Address to) {
    String section = to.section();
    if (section != null && to.isOwn()) {
      relocate(type, new Relocation.Target.Start(section), to.offset());
    } else {
      targets.add(to.symbol());
      relocate(type, new Relocation.Target.Named(to.symbol()), to.addend());
    }
  }

  private void relocate(RelocationType type, Relocation.Target target, long addend) {
    current.relocate(new Relocation(current.size(), type, target, (int) addend));
  }

  /// A field that refers to a label by its name.
  void relocateNamed(RelocationType type, String symbol) {
    targets.add(symbol);
    relocate(type, new Relocation.Target.Named(symbol), 0);
  }

  /// Memory for a symbol of this file, which begins as zeros.
  void zeros(String name, int size, int alignment, Span at) {
    SectionBuffer bss = section(".bss", SectionType.NOBITS, Section.ALLOC | Section.WRITE, 0);
    new Padding(bss).align(alignment, null, Long.MAX_VALUE);
    scope.define(name, Address.at(bss.name(), name, bss.size()), at, true, faults);
    marks.type(name, Symbol.Sort.OBJECT);
    marks.size(name, size);
    if (bss.isFull(size)) {
      faults.operand(at, "the section would be too long with " + size + " bytes more");
    } else {
      bss.skip(size);
    }
  }

  /// What the upper part of an address that is written here stands for.
  void addUpperPart(Address value) {
    upperParts.put(address(), value);
  }

  /// What the upper part of an address stands for that is written at a place.
  @Nullable Address upperPart(Address at) {
    Address place = Address.at(Objects.requireNonNullElse(at.section(), ""), "", at.offset());
    Address found = upperParts.get(place);
    return found == null && before != null ? before.upperParts.get(place) : found;
  }
}
