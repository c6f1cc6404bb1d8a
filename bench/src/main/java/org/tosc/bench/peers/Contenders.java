package org.tosc.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// All contenders of this process: those that are built in, and the services on the class path.
final class Contenders {
  private Contenders() {}

  static List<Contender> all() {
    List<Contender> all = new ArrayList<>();
    ServiceLoader.load(Contender.class).forEach(all::add);
    all.addAll(0, List.of(new Tosc("jvm"), new Tosc("x86_64")));
    all.add(new PlainJava());
    return all;
  }

  static Contender named(String name) {
    return all().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contender " + name));
  }
}
