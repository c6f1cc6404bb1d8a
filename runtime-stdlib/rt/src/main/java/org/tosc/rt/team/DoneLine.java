package org.tosc.rt.team;

/// The field of [Done].
class DoneLine extends Line {
  int count;
}
