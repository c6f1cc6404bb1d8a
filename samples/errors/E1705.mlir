func.func @spread(%x: memref<4xf32>) {
  "test.spread"(%x) : (memref<4xf32>) -> ()
  return
}
func.func @main() {
  %x = memref.alloc() : memref<4xf32>
  call @spread(%x) : (memref<4xf32>) -> ()
  memref.dealloc %x : memref<4xf32>
  return
}
