package transcript
import ("testing";"fmt";"time")
func TestX(t *testing.T){
 fs,err:=Find("../../../shared/gold/transcripts"); if err!=nil{t.Fatal(err)}
 s:=time.Now(); n,turns:=0,0; c:=map[string]int{}
 for _,f:=range fs{ ts,rej:=Read(f); n+=len(ts); for _,r:=range rej{fmt.Println(r)}; for _,x:=range ts{turns+=len(x.Turns); for _,u:=range x.Turns{c[u.Speaker]++}}}
 fmt.Println(n,turns,time.Since(s),len(c),c[""])
 k:=0; for s,v:=range c{ if v<3{k++; if k<60{fmt.Print(s," | ")}}}
}
