import org.jspecify.annotations.NullMarked;
import org.tosc.backends.api.Engine;
import org.tosc.backends.jvm.JvmEngine;

/// The engine that emits JVM class files.
@NullMarked
module org.tosc.backends.jvm {
  requires static org.jspecify;
  requires org.objectweb.asm;
  requires transitive org.tosc.backends.api;
  requires transitive org.tosc.passes;
  requires org.tosc.rt;

  exports org.tosc.backends.jvm;

  provides Engine with
      JvmEngine;
}
