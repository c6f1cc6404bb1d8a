import org.jspecify.annotations.NullMarked;

/// Benchmarks of the toolchain itself.
@NullMarked
module org.tosc.bench {
  requires java.management;
  requires jdk.management;
  requires static jdk.incubator.vector;
  requires static org.jspecify;
  requires org.tosc.backends.machines;
  requires org.tosc.backends.mlir;
  requires org.tosc.backends.snitch;
  requires org.tosc.backends.x86;
  requires org.tosc.driver;
  requires org.tosc.grammar;

  uses org.tosc.bench.peers.Contender;
}
