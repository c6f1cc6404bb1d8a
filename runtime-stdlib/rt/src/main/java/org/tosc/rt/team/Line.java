package org.tosc.rt.team;

/// A cache line before the fields of the classes below: the JVM lays out fields class by class, the
/// longest first, but puts smaller ones of a class below into a gap that this one leaves behind the
/// object's header, unless it has such itself.
class Line {
  int gap0;
  int gap1;
  long before0;
  long before1;
  long before2;
  long before3;
  long before4;
  long before5;
  long before6;
  long before7;
}
