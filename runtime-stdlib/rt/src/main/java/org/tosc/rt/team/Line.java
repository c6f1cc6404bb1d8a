package org.tosc.rt.team;

/// A cache line before the fields of the classes below: the JVM lays out fields class by class.
class Line {
  long before0;
  long before1;
  long before2;
  long before3;
  long before4;
  long before5;
  long before6;
  long before7;
}
