package org.tosc.frontend.pseudocode.resolve;

import org.jspecify.annotations.Nullable;
import org.tosc.frontend.pseudocode.ast.Node;
import org.tosc.tir.source.Span;

/// One variable: a name in one scope. The resolver fills in how it is used; afterwards it does not
/// change.
public final class Variable {
  /// What declared it.
  public enum Kind {
    ASSIGNED("variable"),
    LET("variable"),
    CONST("constant"),
    PARAMETER("parameter"),
    LOOP("loop variable"),
    CATCH("caught error"),
    PATTERN("pattern variable"),
    FUNCTION("function"),
    CLASS("class"),
    MODEL("model"),
    ENUM("enumeration"),
    ENUM_GLOBAL("enumeration member"),
    MODULE("module"),
    SELF("self"),
    STEP("step result");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  private final String name;
  private final Kind kind;
  private final Routine owner;
  private final Span declared;
  private final @Nullable Node declaration;
  private final boolean inFileScope;

  private int assignments;
  private int reads;
  private boolean captured;
  private boolean exported;
  private boolean assignedElsewhere;
  private boolean shared;
  private int listDepth = ListUses.LOOK;
  private int lastAssignment = -1;
  private int firstCapture = Integer.MAX_VALUE;

  Variable(
      String name,
      Kind kind,
      Routine owner,
      Span declared,
      @Nullable Node declaration,
      boolean inFileScope) {
    this.name = name;
    this.kind = kind;
    this.owner = owner;
    this.declared = declared;
    this.declaration = declaration;
    this.inFileScope = inFileScope;
  }

  public String name() {
    return name;
  }

  public Kind kind() {
    return kind;
  }

  /// The routine in whose activation it lives.
  public Routine owner() {
    return owner;
  }

  public Span declared() {
    return declared;
  }

  /// The declaration of a function, class, model or enumeration.
  public @Nullable Node declaration() {
    return declaration;
  }

  public boolean isRead() {
    return reads > 0;
  }

  /// Whether it always holds what its declaration gave it: a function, class, model or enumeration
  /// that nothing reassigns.
  public boolean isConstantDeclaration() {
    return declaration != null && assignments <= 1 && !shared;
  }

  public boolean isAssignedOnce() {
    return assignments <= 1;
  }

  public boolean isCaptured() {
    return captured;
  }

  public boolean isExported() {
    return exported;
  }

  /// Whether a routine other than its owner assigns it.
  public boolean isAssignedElsewhere() {
    return assignedElsewhere;
  }

  /// Where it lives.
  public Home home() {
    if (inFileScope && (captured || exported)) {
      return Home.GLOBAL;
    }
    if (!captured) {
      return Home.SLOT;
    }
    boolean settled = assignments <= 1 && lastAssignment <= firstCapture;
    return settled ? Home.COPIED : Home.CELL;
  }

  /// Where a variable lives.
  public enum Home {
    /// A local of its routine that no other routine sees.
    SLOT,
    /// A local whose value closures copy, because it never changes once they exist.
    COPIED,
    /// A heap cell that closures share.
    CELL,
    /// A global of the module.
    GLOBAL
  }

  /// How deep the lists lie, in a list that this variable is given, that something may change: 0
  /// for the list itself. Lists above that stay as they are.
  public int listDepth() {
    return exported ? 0 : listDepth;
  }

  void noteListUse(int depth) {
    listDepth = Math.min(listDepth, depth);
  }

  void noteRead() {
    reads++;
  }

  void noteAssignment(Routine by, int offset) {
    assignments++;
    lastAssignment = Math.max(lastAssignment, offset);
    assignedElsewhere |= by != owner;
  }

  void noteCapture(int offset) {
    captured = true;
    firstCapture = Math.min(firstCapture, offset);
  }

  /// Whether later entries of a conversation may read it and assign it again.
  public boolean isShared() {
    return shared;
  }

  void share() {
    shared = true;
    exported = true;
    assignedElsewhere = true;
  }

  void noteExport() {
    exported = true;
  }

  @Override
  public String toString() {
    return kind.words() + " " + name;
  }
}
