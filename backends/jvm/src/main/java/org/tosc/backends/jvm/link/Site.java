package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;

/// A call site with an inline cache: a chain of guarded targets for the kinds of operands it has
/// met, newest first, then the meaning for all kinds.
///
/// The first calls of a site run the general meaning, so that code that runs a few times pays for
/// no linking. After [#MAX_DEPTH] kinds, or where a kind has no faster way, the site stays general.
final class Site extends MutableCallSite {
  private static final int MAX_DEPTH = 4;
  private static final int PATIENCE = 3;

  private static final MethodHandle MISS =
      Conversions.findVirtual(
          Site.class, "miss", MethodType.methodType(Object.class, Object[].class));

  private final Rule rule;
  private final MethodHandle general;
  private final MethodHandle miss;
  private int calls;
  private int depth;

  /// Finds the fast way for the operands at hand; null where there is none.
  @FunctionalInterface
  interface Rule {
    @Nullable Guarded find(MethodType type, @Nullable Object[] operands);
  }

  /// A target and when it applies. The test takes leading operands of the site, with their static
  /// types; no test means always. The target has the site's type.
  record Guarded(@Nullable MethodHandle test, MethodHandle target) {}

  /// A site of this type; `general` has that type too.
  Site(MethodType type, MethodHandle general, Rule rule) {
    super(type);
    this.rule = rule;
    this.general = general;
    this.miss = MISS.bindTo(this).asCollector(Object[].class, type.parameterCount()).asType(type);
    setTarget(miss);
  }

  @Nullable Object miss(@Nullable Object[] operands) throws Throwable {
    if (calls++ < PATIENCE) {
      return general.invokeWithArguments(operands);
    }
    Guarded found = depth++ < MAX_DEPTH ? rule.find(type(), operands) : null;
    if (found == null || found.test() == null) {
      MethodHandle target = found == null ? general : found.target();
      setTarget(target);
      return target.invokeWithArguments(operands);
    }
    setTarget(MethodHandles.guardWithTest(found.test(), found.target(), getTarget()));
    return found.target().invokeWithArguments(operands);
  }
}
