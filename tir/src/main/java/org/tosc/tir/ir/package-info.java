@NullMarked
package org.tosc.tir.ir;

import org.jspecify.annotations.NullMarked;
