/// TIR: the one intermediate representation, its text form, verifier and interpreter.
package org.tosc.tir;
