import { Injectable } from '@angular/core';
import { BehaviorSubject } from 'rxjs';

@Injectable({ providedIn: 'root' })
export class ConsentService {
  private readonly granted = new BehaviorSubject(false);
  readonly granted$ = this.granted.asObservable();

  accept(): void {
    this.granted.next(true);
  }
}
