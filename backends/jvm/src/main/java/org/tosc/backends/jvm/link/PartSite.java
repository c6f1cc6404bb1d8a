package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.session.Session;

/// A call of a part: code that probably computes with tensors, whose shapes only its arguments
/// tell.
///
/// The first calls run the part as it stands. One that has been called a few times gets a version
/// for the kinds of arguments that come, and for each further combination up to a limit; what no
/// version fits runs the part. When versions are made depends on calls alone, so that a program's
/// results do not depend on the machine's load.
final class PartSite extends MutableCallSite {
  private static final MethodHandle CALL =
      Conversions.findVirtual(
          PartSite.class, "call", MethodType.methodType(Object.class, Object[].class));

  private final String part;
  private final PartVersions versions;
  private final MethodHandle plain;
  private final int patience;
  private final int most;
  private int calls;
  private volatile Version[] known = {};

  /// What runs for arguments of certain kinds.
  private record Version(ArgumentKinds kinds, MethodHandle code) {}

  PartSite(MethodType type, String part, MethodHandle plain, PartVersions versions) {
    super(type);
    this.part = part;
    this.versions = versions;
    this.plain = spread(plain);
    this.patience = versions.patience(part);
    this.most = versions.most(part);
    setTarget(CALL.bindTo(this).asCollector(Object[].class, type.parameterCount()).asType(type));
  }

  private static MethodHandle spread(MethodHandle code) {
    return code.asSpreader(Object[].class, code.type().parameterCount())
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  /// A program that is to stop hears it here, as at single operations.
  @Nullable Object call(@Nullable Object[] arguments) {
    Session.current().checkInterrupt();
    try {
      return (Object) code(arguments).invokeExact(arguments);
    } catch (Throwable thrown) {
      throw Raise.<RuntimeException>again(thrown);
    }
  }

  private MethodHandle code(@Nullable Object[] arguments) {
    for (Version version : known) {
      if (version.kinds.fit(arguments)) {
        return version.code;
      }
    }
    return known.length < most ? another(arguments) : plain;
  }

  private synchronized MethodHandle another(@Nullable Object[] arguments) {
    if (calls < patience) {
      calls++;
      return plain;
    }
    MethodHandle made = versions.make(part, arguments);
    MethodHandle code = made == null ? plain : spread(made);
    Version[] more = java.util.Arrays.copyOf(known, known.length + 1);
    ArgumentKinds kinds = ArgumentKinds.of(arguments, i -> versions.isDecisive(part, i));
    more[known.length] = new Version(kinds, code);
    known = more;
    return code;
  }
}
